import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { answer } from '../test/answers.ts'
import { register } from '../test/register.ts'
import { check } from './check.ts'
import { circumstancesOfProbes, observedOfProbes } from './finding.ts'
import { jwksProbe } from './kinds/jwks/probe.ts'
import type { AskingProbe, WritingProbe } from './probe.ts'
import { createRedaction } from './redaction.ts'
import { type ProbeResult, runProbes } from './run-probes.ts'
import { usualEcho } from './version.ts'

type Terms = Parameters<typeof runProbes>[1]

function termsOf(exchange: Terms['ask']['exchange'], over: Partial<Terms> = {}): Terms {
  let time = 0
  return {
    ask: {
      baseUrl: new URL('https://api.example.com'),
      version: { expected: undefined, worker: undefined, echo: usualEcho },
      userAgent: 'test',
      exchange,
      now: () => new Date(0),
    },
    consecutive: 1,
    clock: {
      now: () => time,
      sleep: async (milliseconds) => {
        time += milliseconds
      },
      random: () => 1,
    },
    budget: 1_000,
    secrets: new Map(),
    cancelled: () => false,
    redaction: createRedaction(register('s3cret')),
    writing: {
      newId: () => 'id',
      withKv: () => Promise.reject(new Error('no KV')),
      perform: async ({ perform }) => (await perform()).result,
    },
    onWait: () => {},
    onEnd: () => {},
    ...over,
  }
}

const asking = (name: string): AskingProbe<string> => ({
  name,
  kind: 'any',
  terms: name,
  writes: false,
  shownHeaders: ['x-own'],
  async attempt(ask, path) {
    const { status } = await ask(path, { method: 'GET', path: `/${path}` })
    return { checks: [check('it is 200, s3cret', status === 200)] }
  },
})
const done: Omit<ProbeResult, 'name' | 'kind' | 'shownHeaders' | 'missing'> = {
  ...{ state: 'error', because: 'no s3cret', cause: 'service', advice: 'look at s3cret', attempts: 1 },
  ...{ passes: 0, latencies: [], retried: {}, convergedAfter: undefined, version: 'not-asked' },
  ...{ checks: [], shows: {}, exchanges: [] },
}
const writing: WritingProbe<string> = {
  name: 'w',
  kind: 'other',
  terms: 'the key',
  writes: true,
  prepare: (what) => ({ what, perform: async () => ({ state: 'refused', result: done }) }),
}

it('a service is asked for no more than ten answers at once, and every probe gets its own', async () => {
  let inside = 0
  let most = 0
  const names = Array.from({ length: 25 }, (_, index) => `p${index}`)
  const results = await runProbes(
    names.map(asking),
    termsOf(async ({ url }) => {
      most = Math.max(most, ++inside)
      await turn()
      inside -= 1
      return { answer: answer(url.pathname === '/p3' ? 500 : 200) }
    }),
  )
  expect(most).toBe(10)
  expect(results.map(({ name }) => name)).toEqual(names)
  expect(results.filter(({ state }) => state !== 'pass').map(({ name }) => name)).toEqual(['p3'])
})

it('a probe that writes is one write of the run, and no reason or advice shows a secret', async () => {
  const writes: string[] = []
  const ended: string[] = []
  const terms = termsOf(async () => ({ answer: answer(418) }), {
    onEnd: ({ name }) => ended.push(name),
  })
  const results = await runProbes([asking('a'), writing], {
    ...terms,
    writing: {
      ...terms.writing,
      perform: async ({ what, perform }) => {
        writes.push(what)
        return (await perform()).result
      },
    },
  })
  expect(writes).toEqual(['the key'])
  expect(ended.sort()).toEqual(['a', 'w'])
  expect(results).toMatchObject([
    { name: 'a', kind: 'any', state: 'fail', shownHeaders: ['x-worker-version', 'x-own'] },
    { name: 'w', kind: 'other', state: 'error', shownHeaders: [], advice: 'look at ***' },
  ])
  expect(results.map(({ because }) => because).join()).not.toContain('s3cret')
})

it('no part of a secret is left of a text that is too long to be shown whole', async () => {
  const secret = 'k3y-'.repeat(20)
  const long: AskingProbe<string> = {
    ...asking('a'),
    async attempt(ask, path, { redact }) {
      await ask(path, { method: 'GET', path: '/' })
      const echoed = `${'x'.repeat(170)}${secret}`
      return {
        checks: [check('the body is empty', false, echoed)],
        shows: { head: redact(echoed).slice(0, 190) },
      }
    },
  }
  const body = `${'x'.repeat(90)}${secret}`
  const redaction = createRedaction(register(secret))
  const results = await runProbes(
    [long],
    termsOf(async () => ({ answer: answer(200, {}, body) }), { redaction }),
  )
  const kept = [observedOfProbes(results), circumstancesOfProbes(results, redaction.redact)]
  expect(JSON.stringify([kept, results.map(({ because, checks }) => ({ because, checks }))])).not.toMatch(
    /k3y/,
  )
})

it('a bug of a kind ends the run, and is not a probe without an answer', async () => {
  const broken: AskingProbe<string> = { ...asking('x'), attempt: () => Promise.reject(new TypeError('ours')) }
  await expect(
    runProbes(
      [broken],
      termsOf(async () => ({ answer: answer(200) })),
    ),
  ).rejects.toThrow('ours')
})

it('two plans of the same terms are equal as data, so that a file can be compared with the playbook', () => {
  expect(jwksProbe({ name: 'a' }, { path: '/k' })).toEqual(jwksProbe({ name: 'a' }, { path: '/k' }))
  expect(jwksProbe({ name: 'a' }, { path: '/k' })).not.toEqual(jwksProbe({ name: 'a' }, { path: '/l' }))
})
