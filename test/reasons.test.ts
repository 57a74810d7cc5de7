import { readFileSync } from 'node:fs'
import type { FailReason } from '@suite/errors'
import { commonReasons, defineReasons, OutsideError, UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { actionNames, contractOf } from '../scripts/actions.ts'
import { codesOf, isReasons, reachableReasons } from './fixtures/reachable-reasons.ts'
import { sourceFiles } from './fixtures/source-files.ts'

const contracts = await Promise.all(
  actionNames().map(async (name) => [name, await contractOf(name)] as const),
)

const sources = sourceFiles(['packages', 'actions', 'scripts'])

describe('no run ends with a code that the page of its action does not explain', () => {
  it.each(contracts)('%s', async (name, { reasons }) => {
    const reached = reachableReasons(`actions/${name}/src/main.ts`)
    const codes = await Promise.all([...reached].map(([file, names]) => codesOf(file, names)))
    expect(codes.flat().filter((code) => !Object.hasOwn(reasons, code))).toEqual([])
    // The walk has seen the reasons that every action reaches.
    expect(codes.flat()).toEqual(expect.arrayContaining(['input-invalid', 'proxy-invalid', 'outside-failed']))
  })

  it('because an error accepts only a declared reason', () => {
    // @ts-expect-error a text is not a declared reason
    expect(() => new UsageError('made-up', 'x')).not.toThrow()
    // @ts-expect-error neither is an object that looks like one
    expect(new OutsideError({ code: 'made-up', verdict: 'fail', means: 'x', fix: 'y' }, 'x').reason).toBe(
      'made-up',
    )
    const declared: FailReason = commonReasons['outside-failed']
    expect(new OutsideError(declared, 'x').reason).toBe('outside-failed')
  })

  it('because every reason is declared where the walk finds it, and none is made by a cast', () => {
    const declaring = sources.filter((file) => /\bdefineReasons\(/.test(readFileSync(file, 'utf8')))
    expect(declaring.length).toBeGreaterThan(15)
    expect(declaring.filter((file) => !isReasons(file))).toEqual([])
    const casting = sources.filter((file) =>
      /\bas (unknown as )?(Fail|Declared)Reason/.test(readFileSync(file, 'utf8')),
    )
    expect(casting).toEqual([])
  })
})

describe('every failure has a next step', () => {
  it.each(contracts)('%s', (_, { reasons }) => {
    const without = Object.entries(reasons).filter(
      ([, { verdict, fix }]) => verdict === 'fail' && !fix?.trim(),
    )
    expect(without).toEqual([])
  })

  it('because a reason to fail without a fix does not compile', () => {
    // @ts-expect-error the fix is missing
    expect(defineReasons({ odd: { verdict: 'fail', means: 'It is odd.' } }).odd.code).toBe('odd')
  })
})
