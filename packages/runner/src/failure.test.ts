import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { contract, reasons } from '../test/fixtures/contract.ts'
import { describeFailure } from './failure.ts'
import { CancelledError } from './writes.ts'

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
    ['a bug that is no error', 'thrown text', 'bug', true],
    ['nothing at all', undefined, 'bug', true],
  ])(
    'of %s has its code, and stays red in a report-only gate where nobody could have meant it',
    (_, error, reason, always) => {
      expect(describeFailure(contract, error)).toMatchObject({ reason, always })
    },
  )

  it('of a file is shown at its lines, each with what to do', () => {
    expect(describeFailure(contract, placed)).toMatchObject({
      headline: '2 things are wrong: rules-invalid',
      annotations: [
        { level: 'error', file: 'a.yml', line: 1, column: 2, message: 'unknown key\nCorrect them.' },
        { level: 'error', file: 'a.yml', line: 5, message: 'bad type\nCorrect them.' },
      ],
    })
  })

  it('of several inputs is one note that lists them all', () => {
    const error = new UsageError(
      commonReasons['input-invalid'],
      [{ what: 'a is missing' }, { what: 'b is wrong' }],
      'Correct them.',
    )
    expect(describeFailure(contract, error).annotations).toEqual([
      { level: 'error', message: 'a is missing\nb is wrong\nCorrect them.' },
    ])
  })

  it('without any problem listed is still a note', () => {
    expect(
      describeFailure(contract, new UsageError(reasons['rules-invalid'], [], 'Mend it.')).annotations,
    ).toHaveLength(1)
  })

  it('of the outside keeps the chain of causes for the folded group', () => {
    const root = new Error('ECONNRESET')
    const error = new OutsideError(commonReasons['outside-failed'], 'GET /x failed', 'Run again.', {
      cause: new Error('socket', { cause: root }),
    })
    expect(describeFailure(contract, error)).toMatchObject({
      trace: ['caused by Error: socket', 'caused by Error: ECONNRESET'],
      annotations: [{ level: 'error', message: 'GET /x failed\nRun again.' }],
    })
  })

  it('with causes in a circle ends', () => {
    const error = new Error('a')
    error.cause = error
    expect(describeFailure(contract, error).trace.length).toBeLessThan(10)
  })

  it('of ours keeps its stack out of the annotation', () => {
    const failure = describeFailure(contract, new TypeError('oops'))
    expect(failure.annotations[0]?.message).toBe(
      'Internal error: oops\nPlease report it with the first line of this log.',
    )
    expect(failure.trace[0]).toMatch(/TypeError: oops\n\s+at /)
  })

  it('shows an example in the summary as code, to be copied', () => {
    const error = new UsageError(
      reasons['rules-invalid'],
      'there is no rule file',
      'Add one, such as:\n\na:\n  - b: c\n',
    )
    expect(describeFailure(contract, error).summary).toBe('Add one, such as:\n\n```\na:\n  - b: c\n```')
  })

  it('cannot put markup into the summary', () => {
    const summary = describeFailure(
      contract,
      new OutsideError(reasons['forge-down'], 'a', '<img src=x> @team'),
    ).summary
    expect(summary).not.toMatch(/<img|@team/)
  })
})
