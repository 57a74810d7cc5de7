import { expect, test } from 'vitest'
import worker, { type FixtureEnv } from './fixture-worker.ts'

const ask = (env: FixtureEnv, path: string, init?: RequestInit) =>
  worker.fetch(new Request(`https://api.example.com${path}`, init), env)

test('with broken CORS a foreign origin is echoed, and our headers are not allowed', async () => {
  const answer = await ask({ CORS: 'broken', APP_ORIGIN: 'https://app.example.com' }, '/api/si/ask', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://evil.example')
  expect(answer.headers.has('access-control-allow-headers')).toBe(false)
})

test('set to fail after some requests, it works until then, and always reports its version', async () => {
  const { headers } = await ask({}, '/metrics')
  expect(headers.get('x-worker-version')).toBe('')
  const { served } = /total (?<served>\d+)/.exec(await (await ask({}, '/metrics')).text())?.groups ?? {}
  const env = {
    AI: {},
    BAD_AFTER: String(Number(served) + 2),
    CF_VERSION_METADATA: { id: 'v', tag: 'abc' },
  }
  const statuses: number[] = []
  for (let turn = 0; turn < 3; turn++) statuses.push((await ask(env, '/healthz')).status)
  expect(statuses).toEqual([200, 200, 500])
  const answer = await ask(env, '/api/ai/binding')
  expect([answer.headers.get('x-worker-version'), await answer.json()]).toEqual(['v', { ai_bound: false }])
})

test('without its key or its namespace it reports that it is not ready', async () => {
  expect((await ask({}, '/readyz')).status).toBe(503)
  await expect(ask({}, '/.well-known/jwks.json')).rejects.toThrow('PRIVATE_KEY_PEM')
})
