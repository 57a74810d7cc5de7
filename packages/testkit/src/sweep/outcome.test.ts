import { expect, test } from 'vitest'
import { type CellFacts, judgeCell } from './outcome.ts'

const red = {
  exitCode: 1,
  outputs: { verdict: 'fail', reason: 'outside-failed' },
  annotations: [{ level: 'error', message: 'GET /pulls/1: answered 500\nRun again.' }],
  stdout: '',
  stderr: '',
} as const satisfies CellFacts['ran']
const green = { ...red, exitCode: 0, outputs: { verdict: 'pass', reason: 'done' }, annotations: [] }
const facts: CellFacts = {
  deserves: 'pass',
  ran: red,
  missing: undefined,
  leaks: [],
  names: ['/pulls/1'],
  programs: ['git'],
  outlivedBy: [],
}
const late = (message: string) => ({
  ...red,
  outputs: { verdict: 'fail', reason: 'deadline-passed' },
  annotations: [{ level: 'error' as const, message }],
})
const withRun = (ran: CellFacts['ran'], more: Partial<CellFacts> = {}) => ({ ...facts, ran, ...more })

test.for([
  ['fails with reason, fix and name', facts, 'explained'],
  ['passes, and the thing happened', withRun(green), 'true'],
  ['passes without the thing', withRun(green, { missing: 'no label' }), 'false'],
  [
    'passes without the thing, although the fault was not met',
    withRun(green, { missing: 'no label', unreached: 'x' }),
    'false',
  ],
  ['passes, but deserves to fail', withRun(green, { deserves: 'fail' }), 'false'],
  [
    'skips without the thing',
    withRun({ ...green, outputs: { verdict: 'skip' } }, { missing: 'there was work' }),
    'false',
  ],
  ['ends with 0 and no verdict', withRun({ ...green, outputs: {} }), 'false'],
  [
    'ends with 0 and no verdict, without a place for it',
    withRun({ ...green, outputs: {} }, { withoutOutputs: true }),
    'true',
  ],
  ['ends with 1 and the verdict pass', withRun({ ...green, exitCode: 1 }), 'false'],
  ['fails as a bug', withRun({ ...red, outputs: { verdict: 'fail', reason: 'bug' } }), 'bug'],
  ['crashes', withRun({ ...red, outputs: {}, annotations: [], stderr: 'TypeError' }), 'bug'],
  ['has to be ended', withRun({ ...red, exitCode: null, outputs: {}, annotations: [] }), 'late'],
  [
    'fails without a fix',
    withRun({ ...red, annotations: [{ level: 'error', message: '/pulls/1 failed' }] }),
    'unexplained',
  ],
  [
    'names the route of the request',
    withRun({ ...red, annotations: [{ level: 'error', message: 'GET /pulls/{number} failed\nRun again.' }] }),
    'explained',
  ],
  [
    'names the route of another request',
    withRun({
      ...red,
      annotations: [{ level: 'error', message: 'GET /pulls/{number}/files failed\nRun again.' }],
    }),
    'unexplained',
  ],
  [
    'fails with the fix in the log, as on Gitea',
    withRun({
      ...red,
      annotations: [{ level: 'error', message: '/pulls/1 failed. Run again.' }],
      stdout: 'fail (outside-failed): /pulls/1 failed\nRun again.\n',
    }),
    'explained',
  ],
  ['fails without a name', withRun(red, { names: ['/labels'] }), 'unexplained'],
  ['reaches its deadline at a program', withRun(late('git fetch took too long.\nRun again.')), 'explained'],
  ['reaches its deadline somewhere', withRun(late('github took too long.\nRun again.')), 'unexplained'],
  ['does not finish what a killed run began', { ...facts, finishes: true }, 'unexplained'],
  ['finishes what a killed run began', withRun(green, { finishes: true }), 'true'],
  ['leaves a program running', withRun(red, { outlivedBy: ['wrangler deploy'] }), 'bug'],
  ['leaves a secret', withRun(green, { leaks: ['stdout holds a secret'] }), 'leak'],
  ['does not meet the fault', withRun(green, { unreached: 'not sent' }), 'unreached'],
] as const)('a run that %s', ([, given, outcome]) => {
  expect(judgeCell(given as CellFacts).outcome).toBe(outcome)
})
