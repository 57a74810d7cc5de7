import { readFileSync } from 'node:fs'
import { commonReasons, defineReasons, OutsideError, UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { contract, reasons } from '../test/fixtures/contract.ts'
import { failureEnding } from './ending.ts'
import { describeFailure } from './failure.ts'
import { CancelledError, createWrites } from './writes.ts'

const terms = { enforced: true, writes: createWrites(false, new AbortController().signal) }

const placed = new UsageError(
  reasons['rules-invalid'],
  [
    { what: 'unknown key', at: { file: 'a.yml', line: 1, column: 2 } },
    { what: 'bad type', at: { file: 'a.yml', line: 5 } },
  ],
  'Correct them.',
)

describe('a failure', () => {
  it.each([
    [
      'an input',
      new UsageError(commonReasons['input-invalid'], 'input a is missing', 'Add it.'),
      'input-invalid',
      true,
    ],
    ['a rule file', placed, 'rules-invalid', false],
    [
      'an event',
      new UsageError(commonReasons['event-unsupported'], 'no', 'Use another.'),
      'event-unsupported',
      false,
    ],
    [
      'the outside',
      new OutsideError(commonReasons['rate-limited'], 'limit reached', 'Wait.'),
      'rate-limited',
      false,
    ],
    ['a cancelled run', new CancelledError('cancelled by SIGINT'), 'cancelled', true],
    ['a bug', new TypeError('x is not a function'), 'bug', true],
    ['a bug that is not an error', 'thrown text', 'bug', true],
    ['nothing at all', undefined, 'bug', true],
  ])(
    'of %s has its code, and fails a report-only gate if it is not about the policy',
    (_, error, reason, always) => {
      expect(describeFailure(contract, error)).toMatchObject({ reason, always })
    },
  )

  it('in a file is shown at its lines, each with the fix', () => {
    expect(describeFailure(contract, placed)).toMatchObject({
      headline: '2 things are wrong, the first is: a.yml:1:2: unknown key',
      fix: 'Correct them.',
      places: [
        {
          level: 'error',
          file: 'a.yml',
          line: 1,
          column: 2,
          message: 'a.yml:1:2: unknown key\nCorrect them.',
        },
        { level: 'error', file: 'a.yml', line: 5, message: 'a.yml:5: bad type\nCorrect them.' },
      ],
    })
  })

  it('of several inputs names the first in its first line, and then lists them all', () => {
    const error = new UsageError(
      commonReasons['input-invalid'],
      [{ what: 'a is missing' }, { what: 'b is wrong' }],
      'Correct them.',
    )
    expect(describeFailure(contract, error)).toMatchObject({
      headline: '2 things are wrong, the first is: a is missing',
      fix: 'Correct them.',
      story: ['a is missing', 'b is wrong'],
      summary: '- b is wrong',
      places: [],
    })
  })

  it('without a list of problems still names its reason', () => {
    const failure = describeFailure(contract, new UsageError(reasons['rules-invalid'], [], 'Correct it.'))
    expect(failure).toMatchObject({ headline: 'rules-invalid', fix: 'Correct it.', places: [] })
  })

  it('has one first line, so that the fix is the second', () => {
    const error = new OutsideError(reasons['forge-down'], 'git failed:\nfatal: no\nfatal: at all')
    expect(describeFailure(contract, error)).toMatchObject({
      headline: 'git failed:',
      story: ['fatal: no', 'fatal: at all'],
    })
  })

  it('without its own fix has that of the contract, which fits the action', () => {
    const worded = {
      ...contract,
      reasons: { ...contract.reasons, 'outside-failed': { verdict: 'fail', means: 'x', fix: 'Ask Bob.' } },
    } as const
    const bare = new OutsideError(commonReasons['outside-failed'], 'x')
    const own = new OutsideError(commonReasons['outside-failed'], 'x', 'Ask Eve.')
    expect(describeFailure(contract, bare).fix).toBe(commonReasons['outside-failed'].fix)
    expect(describeFailure(worded, bare).fix).toBe('Ask Bob.')
    expect(describeFailure(worded, own).fix).toBe('Ask Eve.')
  })

  it('with a reason that the contract does not declare is a bug, and keeps its message', () => {
    const elsewhere = defineReasons({ odd: { verdict: 'fail', means: 'It is odd.', fix: 'Even it out.' } })
    for (const error of [
      new OutsideError(elsewhere.odd, 'seven left'),
      new UsageError(elsewhere.odd, 'seven left'),
    ])
      expect(describeFailure(contract, error)).toMatchObject({
        reason: 'bug',
        headline: 'Internal error: seven left (the contract does not declare the reason odd)',
        always: true,
      })
  })

  it('outside the action keeps the chain of causes for the folded group', () => {
    const root = new Error('ECONNRESET')
    const error = new OutsideError(commonReasons['outside-failed'], 'GET /x failed', 'Run again.', {
      cause: new Error('socket', { cause: root }),
    })
    expect(describeFailure(contract, error)).toMatchObject({
      trace: ['caused by Error: socket', 'caused by Error: ECONNRESET'],
      headline: 'GET /x failed',
      fix: 'Run again.',
    })
  })

  it.each([
    ['a folder in the place of a file', () => readFileSync('.'), 'EISDIR', 'Correct the input'],
    [
      'a name that no file can have',
      () => readFileSync('a'.repeat(300)),
      'ENAMETOOLONG',
      'Correct the input',
    ],
    [
      'a full disk',
      () => {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
          code: 'ENOSPC',
          syscall: 'write',
        })
      },
      'ENOSPC',
      'Free space',
    ],
  ])('of the system is no bug of the action: %s', (_, fail, code, fix) => {
    let error: unknown
    try {
      fail()
    } catch (thrown) {
      error = thrown
    }
    expect(describeFailure(contract, error)).toMatchObject({
      reason: 'outside-failed',
      headline: expect.stringContaining(`the runner cannot go on: ${code}: `),
      fix: expect.stringContaining(fix),
      always: false,
    })
  })

  it('with circular causes ends', () => {
    const error = new Error('a')
    error.cause = error
    expect(describeFailure(contract, error).trace.length).toBeLessThan(10)
  })

  it('that is a bug shows no stack in the annotation', () => {
    const failure = describeFailure(contract, new TypeError('oops'))
    expect(failure).toMatchObject({ headline: 'Internal error: oops', fix: commonReasons.bug.fix, story: [] })
    expect(failure.trace[0]).toMatch(/TypeError: oops\n\s+at /)
  })

  it('shows an example in the summary as code, so that it can be copied', () => {
    const error = new UsageError(
      reasons['rules-invalid'],
      'there is no rule file',
      'Add one, such as:\n\na:\n  - b: c\n',
    )
    expect(failureEnding(contract, error, terms)).toMatchObject({
      advice: 'Add one, such as:\n\n```\na:\n  - b: c\n```',
      summary: '',
    })
  })

  it('cannot put markup into the summary', () => {
    const problems = ['a', '<img src=x> @team'].map((what) => ({ what }))
    const error = new UsageError(reasons['rules-invalid'], problems, '<img src=x> @team')
    const { advice, summary } = failureEnding(contract, error, terms)
    expect(summary).toContain('img')
    for (const markdown of [advice, summary]) expect(markdown).not.toMatch(/<img|@team/)
  })
})
