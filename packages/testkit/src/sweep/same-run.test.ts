import { expect, test } from 'vitest'
import { type Cell, cellsOf } from './cells.ts'
import type { Judged } from './outcome.ts'
import { findSameRun, keepRun } from './same-run.ts'

const cells = cellsOf('an-action', 'plain', {
  requests: [1, 2].map((nth) => ({
    host: 'github',
    name: 'GET /pulls/1',
    nth,
    method: 'GET',
    target: '/pulls/1',
    answer: { status: 200, body: { id: 1 } },
    own: true,
    afterWrite: false,
  })),
  starts: {},
  others: [],
  hasState: false,
})
const cell = (end: string): Cell => {
  const found = cells.find(({ id }) => id === `an-action / plain / github GET /pulls/1 ${end}`)
  if (found === undefined) throw new Error(`no cell ends with ${end}`)
  return found
}
const judged: Judged = { outcome: 'explained', why: 'refused' }

test('a fault for good is run once if no request follows that could meet it again, and says so', () => {
  const runs = new Map<string, Judged>()
  expect(findSameRun({ runs }, cell('#1 / 403 / for good'))).toBeUndefined()
  keepRun({ runs }, cell('#1 / 403 / once'), judged)
  const same = findSameRun({ runs }, cell('#1 / 403 / for good'))
  expect(same?.outcome).toBe('explained')
  expect(same?.why).toMatch(/^refused .*same run/)
})

test('another place, another fault, and one that refuses connections for some time have runs of their own', () => {
  const runs = new Map<string, Judged>()
  keepRun({ runs }, cell('#1 / 403 / once'), judged)
  keepRun({ runs }, cell('#1 / refused / once'), judged)
  for (const end of ['#2 / 403 / for good', '#1 / 404 / for good', '#1 / refused / for good'])
    expect(findSameRun({ runs }, cell(end))).toBeUndefined()
})
