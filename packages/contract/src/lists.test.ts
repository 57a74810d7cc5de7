import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText, choice, integer, parseAs, percent } from './kinds.ts'
import { list, pairs } from './lists.ts'

describe('a list', () => {
  it.each([
    ['one per line', 'a\nb', ['a', 'b']],
    ['Windows lines', 'a\r\nb\r\n', ['a', 'b']],
    ['empty lines and padding', '\n  a  \n\n\tb\n', ['a', 'b']],
    ['a comma inside an item', '{a,b}/**\nc', ['{a,b}/**', 'c']],
  ])('of lines accepts %s', (_, text, items) => {
    expect(parseAs(list(anyText), text)).toEqual({ value: items })
  })

  it('of names accepts commas and lines together', () => {
    expect(parseAs(list(anyText, { separator: ',' }), 'a, b\nc,,')).toEqual({ value: ['a', 'b', 'c'] })
  })

  it('without any item is refused, so that no gate looks at nothing', () => {
    expect(parseAs(list(anyText, { separator: ',' }), ' , ,')).toEqual({
      problem: 'is a list without any item',
    })
  })

  it('with a wrong item is refused, and the message names the item', () => {
    expect(parseAs(list(integer({ min: 1 }), { separator: ',' }), '3,x,0')).toEqual({
      problem: 'has the item "x", which must be a whole number from 1',
    })
    expect(parseAs(list(choice(['a', 'b'])), 'a\nc')).toEqual({
      problem: 'has the item "c", which must be one of a, b',
    })
  })

  it('can be joined and read back', () => {
    const item = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => /^[^\r\n,\s]+$/.test(text))
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), fc.constantFrom('\n', '\r\n', ',', ', '), (items, by) => {
        expect(parseAs(list(anyText, { separator: ',' }), items.join(by))).toEqual({ value: items })
      }),
    )
  })
})

describe('pairs', () => {
  it('keep everything after the first sign', () => {
    const parsed = parseAs(pairs(anyText), 'A=1\n\nB = x=y \nC=')
    expect(parsed).toEqual({
      value: new Map([
        ['A', '1'],
        ['B', 'x=y'],
        ['C', ''],
      ]),
    })
  })

  it.each(['A', '=1', ' = 1'])('refuse the line %j, so that no variable is lost', (line) => {
    expect(parseAs(pairs(anyText), `A0=ok\n${line}`)).toEqual({
      problem: 'has on line 2 what is not name=value',
    })
  })

  it('refuse a duplicate name instead of picking one', () => {
    expect(parseAs(pairs(anyText), 'A=1\nA=2')).toEqual({
      problem: 'has on line 2 the name "A" for the second time',
    })
  })

  it('never repeat a value in a message, because it may be confidential', () => {
    const wrong = parseAs(pairs(percent), 'A=hunter2')
    expect(JSON.stringify(wrong)).not.toContain('hunter2')
    expect(wrong).toEqual({ problem: expect.stringContaining('line 1') })
  })

  it('give a name without a value the value that the contract declares', () => {
    expect(parseAs(pairs(percent, '100'), 'src/auth/**\nsrc/**=90%')).toEqual({
      value: new Map([
        ['src/auth/**', 100],
        ['src/**', 90],
      ]),
    })
  })
})
