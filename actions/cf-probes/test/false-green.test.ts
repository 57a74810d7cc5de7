import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { makeToken } from '../../../packages/probes/test/keys.ts'
import { red, setScene } from './scene.ts'
import { appOrigin, type Handler, sendJson, sendPage } from './worker.ts'

const { probe, worker } = setScene()

const inputs = { timeout: '2s', consecutive: '2' }

// The sweep has the faults that any service may have.
const faults: [string, Handler][] = [
  ['hangs after its headers', hangs],
  ['is 530', (response) => response.writeHead(530, { 'content-type': 'text/plain' }).end('error code: 1016')],
  ['is a placeholder that says 200', (response) => sendPage(response, 200, 'There is nothing here yet')],
  ['is too long', (response) => sendJson(response, 'x'.repeat(2 ** 20))],
  [
    'is encoded otherwise',
    (response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'br' }).end('{}'),
  ],
]

function hangs(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders()
}

const requests = [
  'GET /.well-known/jwks.json',
  'POST /auth/guest',
  'OPTIONS /api/si/ask',
  'POST /api/si/ask',
  'GET /api/ai/binding',
]

describe.each(faults)('an answer that %s', (_, fault) => {
  it('never passes, for any request, and the proofs are kept', async () => {
    worker().bend = ({ method, path }) => (requests.includes(`${method} ${path}`) ? fault : undefined)
    const ran = await probe({ inputs })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
    expect(ran.outputs).toMatchObject({ passed: '0', failed: '4' })
    expect(ran.proofs.size).toBe(5)
    expect(ran.summary).toContain('What to do')
    expect(ran.millisecondsToFirstLine).not.toBeNull()
  })
})

describe('a single probe that is wrong', () => {
  it.each<[string, string, Handler]>([
    ['two allowed origins', 'OPTIONS /api/si/ask', corsWith([appOrigin, appOrigin])],
    [
      'every origin echoed',
      'OPTIONS /api/si/ask',
      (response, { headers }) => corsWith(headers.origin ?? '')(response, {} as never),
    ],
    ['no exposed headers', 'POST /api/si/ask', corsWith(appOrigin)],
    ['ai_bound as text', 'GET /api/ai/binding', (response) => sendJson(response, { ai_bound: 'true' })],
    [
      'ai_bound twice, where readers differ in the value they take',
      'GET /api/ai/binding',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"ai_bound":false,"ai_bound":true}'),
    ],
    [
      'a token that ends in the year 58000',
      'POST /auth/guest',
      (response) =>
        sendJson(response, {
          token: makeToken(worker().key, { iss: worker().url, exp: Date.now() + 600_000 }),
        }),
    ],
    ['ai_bound as a number', 'GET /api/ai/binding', (response) => sendJson(response, { ai_bound: 1 })],
    [
      'a key set with a private key',
      'GET /.well-known/jwks.json',
      (response) => sendJson(response, { keys: [{ ...worker().key.jwk, d: 'x' }] }),
    ],
  ])('%s is red at once, without waiting for the deadline', async (_, request, handler) => {
    worker().bend = ({ method, path }) => (`${method} ${path}` === request ? handler : undefined)
    const ran = await probe({ inputs: { timeout: '50m' } })
    expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
  })
})

it('an error is not taken for the refusal of a foreign origin', async () => {
  worker().bend =
    ({ method }) =>
    (response, request) =>
      method === 'OPTIONS' && request.headers.origin !== appOrigin
        ? response.writeHead(503).end()
        : worker().route(response, request)
  const ran = await probe({ inputs })
  expect(ran).toMatchObject(red)
  expect(ran.probes.find(({ name }) => name === 'cors-si-ask')).toMatchObject({ state: 'fail' })
})

it('a Worker that cannot be reached fails', async () => {
  await worker().close()
  const ran = await probe({ inputs })
  expect(ran).toMatchObject({ ...red, reason: 'probes-failed' })
  expect(ran.probes.map(({ state }) => state)).toEqual(['error', 'error', 'error', 'error'])
})

it('a run without probes fails, and keeps no proofs', async () => {
  const ran = await probe({ files: { 'ops/probes.yml': 'probes: []\n' } })
  expect(ran).toMatchObject({ ...red, reason: 'no-probes' })
  expect(ran.proofs.size).toBe(0)
})

it('a Worker that hangs after its first pass does not pass', async () => {
  worker().bend = ({ path, index }) => (path === '/api/ai/binding' && index > 0 ? () => {} : undefined)
  const ran = await probe({ inputs })
  expect(ran).toMatchObject(red)
  expect(ran.probes.find(({ name }) => name === 'ai-binding')).not.toMatchObject({ state: 'pass' })
})

function corsWith(allowed: string | string[]): Handler {
  return (response) => {
    response.setHeader('access-control-allow-origin', allowed)
    response.setHeader('access-control-allow-headers', 'content-type, x-user-email, x-intelligence-tier')
    response.setHeader('vary', 'origin')
    sendJson(response, {})
  }
}
