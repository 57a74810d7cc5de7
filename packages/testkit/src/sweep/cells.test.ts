import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import type { RecordedRequest } from './request-names.ts'

const request = (name: string, more: Partial<RecordedRequest> = {}): RecordedRequest => ({
  host: 'github',
  name,
  nth: 1,
  method: name.split(' ')[0] ?? '',
  target: name.split(' ')[1] ?? '',
  answer: { status: 200, body: { id: 1 } },
  own: true,
  afterWrite: false,
  ...more,
})
const base = { requests: [request('GET /pulls/1')], starts: {}, others: [], hasState: true }
const idsOf = (
  given: Partial<Omit<typeof base, 'others'>> & {
    starts?: Readonly<Record<string, number>>
    others?: readonly string[]
  },
) => cellsOf('an-action', 'plain', { ...base, ...given }).map(({ id }) => id)

test('each cell has a name of its own, by which it can be repeated', () => {
  const ids = idsOf({
    requests: [request('GET /pulls/1'), request('POST /labels')],
    others: [],
    starts: { git: 2 },
  })
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toContain('an-action / plain / github GET /pulls/1 #1 / 403 / for good')
  expect(ids).toContain('an-action / plain / git start #2 / exit 0 without effect')
})

test('only a write is killed, and only one that says what a second run must reach', () => {
  const kills = (ids: readonly string[]) => ids.filter((id) => id.includes('SIGKILL'))
  expect(kills(idsOf({}))).toEqual([])
  const requests = [request('POST /labels')]
  expect(kills(idsOf({ requests }))).toEqual(
    ['before', 'during', 'after'].map(
      (when) => `an-action / plain / github POST /labels #1 / SIGKILL ${when}`,
    ),
  )
  expect(kills(idsOf({ requests, hasState: false }))).toEqual([])
})

test('a fault that cannot take place is listed with the reason, and not left out', () => {
  const whyOf = (given: RecordedRequest, fault: string) =>
    cellsOf('an-action', 'plain', { ...base, requests: [given] }).find(({ id }) =>
      id.includes(`/ ${fault} /`),
    )?.unreached
  const read = request('GET /pulls/1')
  expect(whyOf(read, 'applied and then reset')).toBe('the request writes nothing')
  expect(whyOf(read, '200 that is stale')).toBe('nothing was written before')
  expect(whyOf({ ...read, afterWrite: true }, '200 that is stale')).toBeUndefined()
  expect(whyOf(read, '200 missing its next page')).toBe('the answer has nothing of that kind')
  expect(whyOf(read, '403')).toBeUndefined()
})

test('somebody else acts before the first request, between any two, and after the last one, each time once', () => {
  const requests = [request('GET /pulls/1'), request('GET /labels')]
  expect(idsOf({ requests, others: ['a push'] }).filter((id) => id.includes('a push'))).toEqual([
    'an-action / plain / github GET /pulls/1 #1 / a push before',
    'an-action / plain / github GET /labels #1 / a push before',
    'an-action / plain / github GET /labels #1 / a push after',
  ])
})
