import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { contract, fine, reasons } from '../test/fixtures/contract.ts'
import { endingOf, failureEnding, type Terms } from './ending.ts'
import { notesOf } from './notes.ts'
import type { WriteRecord } from './writes.ts'
import { CancelledError, createWrites } from './writes.ts'

const terms = (enforced: boolean, records: readonly WriteRecord[] = []): Terms => ({
  enforced,
  writes: { ...createWrites(false, new AbortController().signal), records },
})

const refused = { ...fine, verdict: 'fail', reason: 'refused', headline: 'No', story: ['Mend a.'] } as const

describe('a gate that only reports', () => {
  it.each([
    ['a policy that says no', undefined, true],
    ['the outside failing', new OutsideError(commonReasons['outside-failed'], 'x', 'y'), true],
    ['an invalid rule file', new UsageError(reasons['rules-invalid'], 'x', 'y'), true],
    ['a wrong input', new UsageError(commonReasons['input-invalid'], 'x', 'y'), false],
    ['a cancelled run', new CancelledError('x'), false],
    ['a bug', new TypeError('x'), false],
  ])('after %s passes the step: %s', (_, error, green) => {
    const ending =
      error === undefined
        ? endingOf(contract, refused, terms(false))
        : failureEnding(contract, error, terms(false))
    expect(ending).toMatchObject({ verdict: 'fail', reportOnly: green })
  })

  it('reports only a verdict of fail', () => {
    expect(endingOf(contract, fine, terms(false)).reportOnly).toBe(false)
  })
})

describe('a gate that enforces', () => {
  it('never passes with a verdict of fail', () => {
    expect(endingOf(contract, refused, terms(true)).reportOnly).toBe(false)
    expect(
      failureEnding(contract, new OutsideError(reasons['forge-down'], 'b', 'c'), terms(true)).reportOnly,
    ).toBe(false)
  })
})

describe('a verdict of fail', () => {
  it('says first what happened, then what to do, then the details', () => {
    const note = { level: 'error', title: 'Here', message: 'x', file: 'a.txt', line: 1 } as const
    const ending = endingOf(contract, { ...refused, annotations: [note] }, terms(true))
    expect(notesOf(ending, 'github')).toEqual([
      { level: 'error', title: 'Fixture (refused)', message: 'No\nAsk for another thing.\nMend a.' },
      note,
    ])
  })

  it('shows the fix of the action, if it knows more than the reason', () => {
    const ending = endingOf(contract, { ...refused, fix: 'Run make proof.' }, terms(true))
    expect(ending.fix).toBe('Run make proof.')
    expect(endingOf(contract, fine, terms(true)).fix).toBeUndefined()
  })

  it('with a reason that the contract declares otherwise is a bug, not a verdict', () => {
    const odd = { ...refused, reason: 'odd' as 'refused' }
    const green = { ...fine, reason: 'refused' as 'fine' }
    for (const outcome of [odd, green])
      expect(endingOf(contract, outcome, terms(false))).toMatchObject({
        verdict: 'fail',
        reason: 'bug',
        headline: expect.stringContaining(outcome.headline),
        reportOnly: false,
      })
  })
})

describe('an outcome with an undeclared reason', () => {
  const odd = { ...fine, reason: 'odd' } as const

  it('does not compile, and fails the run as a bug', () => {
    // @ts-expect-error the contract does not declare the reason
    expect(endingOf(contract, odd, terms(true))).toMatchObject({ verdict: 'fail', reason: 'bug' })
  })
})

describe('a verdict of pass', () => {
  it('has no annotation', () => {
    expect(endingOf(contract, fine, terms(true))).toMatchObject({
      annotations: [],
      story: fine.story,
      trace: [],
    })
  })
})

describe('a failure', () => {
  it('of a gate reports a scope of zero', () => {
    expect(failureEnding(contract, new Error('x'), terms(true)).outputs).toEqual({ 'scope-size': 0 })
    expect(failureEnding({ ...contract, gate: false }, new Error('x'), terms(true)).outputs).toEqual({})
  })
})

describe('the list of writes', () => {
  const records: WriteRecord[] = [
    { what: 'add a', state: 'applied' },
    { what: 'add b', state: 'refused' },
    { what: 'add c', state: 'unknown' },
    { what: 'add d', state: 'under way' },
    { what: 'add e\n::error::', state: 'planned' },
  ]
  const lines = [
    'written: add a',
    'failed: add b',
    'failed, may or may not have been written: add c',
    'cut off, may or may not have been written: add d',
    'would write (dry run): add e\\n::error::',
  ]

  it('is part of a verdict', () => {
    expect(endingOf(contract, fine, terms(true, records)).story).toEqual([...fine.story, ...lines])
  })

  it('is part of a failure, in the annotation and in the summary', () => {
    const ending = failureEnding(contract, new CancelledError('cancelled'), terms(true, records))
    const [note] = notesOf(ending, 'github')
    expect(note?.message.split('\n')).toEqual(['cancelled', 'Run it again.', ...lines])
    expect(ending.written.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(lines.length)
  })
})

describe('a headline with a digest', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`
  const headline = `web/eu is ${digest}`

  it('shows its beginning, and the details show the whole digest once, whether the run passed or not', () => {
    const endings = [
      endingOf(contract, { ...fine, headline }, terms(true)),
      endingOf(contract, { ...refused, headline }, terms(true)),
      failureEnding(contract, new OutsideError(commonReasons['outside-failed'], headline, 'y'), terms(true)),
    ]
    for (const ending of endings) {
      expect(ending.headline).toBe('web/eu is sha256:0123456789ab…')
      expect(ending.story.filter((line) => line.includes(digest))).toHaveLength(1)
      expect(ending.summary.split(digest)).toHaveLength(2)
    }
  })

  it('adds nothing to details that name the whole digest already', () => {
    const story = [`Digest: ${digest}`]
    const ending = endingOf(contract, { ...fine, headline, story, summary: digest }, terms(true))
    expect(ending).toMatchObject({ story, summary: digest })
  })
})
