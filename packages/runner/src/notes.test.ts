import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { contract, fine, reasons } from '../test/fixtures/contract.ts'
import { endingOf, failureEnding, type Terms } from './ending.ts'
import { notesOf } from './notes.ts'
import { createWrites } from './writes.ts'

const terms: Terms = { enforced: true, writes: createWrites(false, new AbortController().signal) }
const refused = { ...fine, verdict: 'fail', reason: 'refused', headline: 'No', story: ['a', 'b'] } as const
const at = { level: 'warning', title: 'Here', message: 'x\ny', file: 'a.txt', line: 1 } as const
const placed = failureEnding(
  contract,
  new UsageError(reasons['rules-invalid'], [
    { what: 'bad', at: { file: 'a.yml', line: 1 } },
    { what: 'worse', at: { file: 'a.yml', line: 2 } },
  ]),
  terms,
)

describe('on Gitea, whose log does not decode annotations', () => {
  const everything = [
    endingOf(contract, { ...refused, annotations: [at] }, terms),
    endingOf(contract, { ...refused, fix: 'Run:\n\n  make' }, terms),
    placed,
    failureEnding(contract, new Error('oops\nand more'), terms),
  ]

  it('no annotation has a line end, which would be shown as %0A', () => {
    for (const ending of everything)
      for (const { message } of notesOf(ending, 'gitea')) expect(message).not.toMatch(/[\r\n]/)
  })

  it('a failed run has one error: what happened, and what to do', () => {
    expect(notesOf(endingOf(contract, refused, terms), 'gitea')).toEqual([
      { level: 'error', title: 'Fixture (refused)', message: 'No. Ask for another thing.' },
    ])
    expect(notesOf(placed, 'gitea')).toHaveLength(1)
  })

  it('a warning stays, on one line', () => {
    const [, warning] = notesOf(endingOf(contract, { ...refused, annotations: [at] }, terms), 'gitea')
    expect(warning).toEqual({ ...at, message: 'x. y' })
  })
})

describe('on GitHub', () => {
  it('problems with places are shown only there', () => {
    expect(notesOf(placed, 'github').map(({ message }) => message)).toEqual([
      'a.yml:1: bad\nCorrect the rules.',
      'a.yml:2: worse\nCorrect the rules.',
    ])
  })

  it('a run that only reports warns', () => {
    const ending = endingOf(contract, refused, { ...terms, enforced: false })
    expect(notesOf(ending, 'github')[0]).toMatchObject({
      level: 'warning',
      title: 'report only: Fixture (refused)',
    })
  })
})
