import { expect, it } from 'vitest'
import { answer } from '../test/answers.ts'
import type { Exchanged } from './exchanged.ts'
import { missingOf } from './missing.ts'

const exchanged = (
  order: number,
  status: number,
  over: Partial<Exchanged> = {},
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Exchanged => ({
  ...{ order, name: 'request', at: new Date(0), method: 'GET', headers: {}, body: undefined },
  url: `https://api.example.com/v1/p${order}?key=1`,
  outcome: { answer: answer(status, headers, body) },
  version: { kind: 'not-asked' },
  ...over,
})
const page = { 'content-type': 'text/html' }

it('names each request that the Worker has nothing for, once, by its path below the host', () => {
  expect(missingOf([exchanged(0, 404), exchanged(1, 200), exchanged(0, 404)])).toEqual(['GET /v1/p0'])
})

it('does not claim that a path is missing if the probe expects 404', () => {
  expect(missingOf([exchanged(0, 404), exchanged(1, 404)], [[200], [410, 404]])).toEqual(['GET /v1/p0'])
})

it.each([
  ['the page of the platform', exchanged(0, 404, {}, page, 'There is nothing here yet')],
  ['a challenge', exchanged(0, 404, {}, { 'cf-mitigated': 'challenge' })],
  ['another version', exchanged(0, 404, { version: { kind: 'wrong', echoed: 'v1' } })],
])('does not blame the Worker for %s', (_, each) => {
  expect(missingOf([each])).toEqual([])
})

it('says nothing of paths if a request has no answer, because the network comes first', () => {
  const failed = exchanged(1, 0, { outcome: { failure: { kind: 'timeout', detail: '' } as never } })
  expect(missingOf([exchanged(0, 404), failed])).toEqual([])
})
