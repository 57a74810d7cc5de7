import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readConfigFile } from './read-config-file.ts'

const read = (text: string) => readConfigFile({ path: 'a.yml', text }, z.unknown())

describe('the lines of a list in brackets may have any indentation, as for js-yaml', () => {
  test.each([
    ['content left of its key', 'a:\n  - b: [\n   x,\n   "y"\n  ]\nc: 1\n', { a: [{ b: ['x', 'y'] }], c: 1 }],
    ['the bracket at its own key', 'a:\n  b: [\n    x,\n  ]\nc: 1\n', { a: { b: ['x'] }, c: 1 }],
    ['the bracket left of its key', 'a:\n  b: [\n    x\n]\nc: 1\n', { a: { b: ['x'] }, c: 1 }],
    ['all of it at the margin', 'a: [\nx,\n[y,\nz]\n]\nc: 1\n', { a: ['x', ['y', 'z']], c: 1 }],
    ['a mapping in braces', 'a: {\nb: 1,\nc: [\n2]\n}\nd: 3\n', { a: { b: 1, c: [2] }, d: 3 }],
    ['tabs', 'a: [\n\tx,\n\ty\n]\nc: 1\n', { a: ['x', 'y'], c: 1 }],
    ['Windows line ends', 'a: [\r\nx,\r\ny\r\n]\r\nc: 1\r\n', { a: ['x', 'y'], c: 1 }],
    ['several of them', 'a: [\nx\n]\nb: [\ny\n]\nc: 1\n', { a: ['x'], b: ['y'], c: 1 }],
    [
      'brackets in quotes and comments',
      "a: [ # ] [\n\"]\\\"\",\n']'']', # ]\nit's\n]\nc: 1\n",
      { a: [']"', "]']", "it's"], c: 1 },
    ],
  ])('%s', (_, text, value) => {
    expect(read(text).value).toEqual(value)
  })

  test.each([
    ['never closed', 'a: [\nb,\nc: d\n'],
    ['closed by the wrong bracket', 'a: [\nb\n}\n'],
    ['closed in the next document', 'a: [\nb,\n---\nc]\n'],
    ['closed, but followed by more', 'a: [\nb\n] c\n'],
    ['a quote that is not closed', "a: [\n'b\n]\n"],
  ])('a list that is %s is not read', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'config-invalid' }))
  })

  test('block lines still need strict indentation', () => {
    expect(() => read('a: [\nx\n]\nb:\n  c: 1\n d: 2\n')).toThrow('a.yml:6:1: the indentation does not fit')
  })
})

test('an error gives the position in the file as written, not in the indented text', () => {
  const { locate } = read('a:\n  - b: [\n   x,\n "y", z\n  ]\nc: 1\n')
  expect(locate(['a', 0, 'b', 0])).toMatchObject({ line: 3, column: 4 })
  expect(locate(['a', 0, 'b', 1])).toMatchObject({ line: 4, column: 2 })
  expect(locate(['a', 0, 'b', 2])).toMatchObject({ line: 4, column: 7 })
  expect(locate(['c'], 'key')).toMatchObject({ line: 6, column: 1 })
  expect(() => read('a: [\nx,\n*y\n]\n')).toThrow('a.yml:3:1: no anchor')
})

test('the indentation of a list in brackets never changes what the file means', () => {
  const item = fc.constantFrom(
    'x',
    "'a, b'",
    '"]"',
    '[c, d]',
    'k: v',
    "'k': [1]",
    'src/**',
    'e f',
    '&n g',
    "it's",
  )
  const line = fc.record({ item, indent: fc.nat({ max: 12 }), comment: fc.constantFrom('', ' # ] }') })
  const lists = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  const written = (
    all: readonly (readonly { item: string; indent: number; comment: string }[])[],
    deep: number,
  ) =>
    all
      .map((lines, at) => {
        const items = lines.map((each) => `${' '.repeat(deep || each.indent)}${each.item},${each.comment}\n`)
        return `k${at}:\n  - n: [\n${items.join('')}${' '.repeat(deep || (lines[0]?.indent ?? 0))}]\n`
      })
      .join('')
  fc.assert(
    fc.property(lists, (all) => {
      expect(read(written(all, 0)).value).toEqual(read(written(all, 20)).value)
    }),
  )
})

test.each([
  ['one key with a list, again and again', 'a: [\nx\n]\n'.repeat(7_000)],
  ['brackets that are never closed', 'a: [\n'.repeat(13_000)],
  ['a bracket far to the right', `${'x'.repeat(30_000)}: [\n${'y,\n'.repeat(10_000)}]`],
])('a hostile file is refused quickly: %s', (_, text) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'config-invalid' }))
})

test('a file with as many keys as fit into it is read, each key once', () => {
  const text = Array.from({ length: 8_000 }, (_, at) => `k${at}: ''\n`)
    .join('')
    .slice(0, 64_000)
  expect(Object.keys(read(text.slice(0, text.lastIndexOf('\n'))).value as object).length).toBeGreaterThan(
    5_000,
  )
})
