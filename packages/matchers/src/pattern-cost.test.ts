import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileGlob } from './glob.ts'
import { costOf, MAXIMUM_PATTERN_COST } from './pattern-cost.ts'
import { compileSegmentAutomaton } from './segment-automaton.ts'
import type { Item } from './segment-syntax.ts'

const refused = expect.objectContaining({
  name: 'PatternError',
  message: expect.stringContaining('steps for each character of a path'),
})
const letters = '{a,b,c,d,e,f,g,h,i,j}'

describe('a pattern that would take long on every file is refused when it is read', () => {
  test.each([
    ['a thousand starred alternatives', `${letters}*${letters}*${letters}*x`],
    ['a thousand numbers between stars', '*{1..1000}*'],
    ['a thousand numbers before a choice', '{1..1000}@(a|b)'],
    ['alternatives below folders', `**/x/**/{1..800}*?`],
  ])('%s', (_, pattern) => {
    expect(() => compileGlob(pattern)).toThrow(refused)
  })

  test.each([
    ['a thousand names', 'a{1..1000}/b'],
    ['a thousand beginnings', '{1..1000}*'],
    [
      'many file types below many folders',
      '{src,test,docs,lib}/**/*.{ts,tsx,js,jsx,mjs,cjs,mts,cts,css,scss}',
    ],
    ['as many wildcards as a pattern has room for', '*?'.repeat(512)],
  ])('%s is cheap enough', (_, pattern) => {
    expect(compileGlob(pattern).cost).toBeLessThanOrEqual(MAXIMUM_PATTERN_COST)
  })
})

/** Items that count every comparison of a character. */
function countedItems(counter: { steps: number }): fc.Arbitrary<readonly Item[]> {
  const set: Item = {
    kind: 'set',
    contains: (character) => {
      counter.steps += 1
      return character !== 'z'
    },
  }
  const simple = fc.constantFrom<Item>(set, set, { kind: 'star' })
  const some = fc.array(simple, { minLength: 1, maxLength: 4 })
  const choice = fc
    .tuple(fc.constantFrom('?', '*', '+', '@'), fc.array(some, { minLength: 1, maxLength: 3 }))
    .map(([operator, alternatives]): Item => ({ kind: 'choice', operator, alternatives }))
  // A segment that begins with a set is never compared as text.
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: simple }, choice), { maxLength: 12 })
    .map((items) => [set, ...items])
}

test('an automaton never compares more characters per character of the text than its cost', () => {
  const counter = { steps: 0 }
  fc.assert(
    fc.property(
      countedItems(counter),
      fc.string({ unit: fc.constantFrom('a', 'b', '.', 'z'), maxLength: 60 }),
      (items, text) => {
        const cost = costOf([[{ kind: 'wildcard', items }]])
        const matches = compileSegmentAutomaton(items, true)
        counter.steps = 0
        matches(text)
        expect(counter.steps).toBeLessThanOrEqual(cost * text.length)
      },
    ),
  )
})

test('adjacent `**` cost as much as one', () => {
  expect(compileGlob(`${'**/'.repeat(300)}a`).cost).toBe(compileGlob('**/a').cost)
})
