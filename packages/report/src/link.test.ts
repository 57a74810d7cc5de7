import fc from 'fast-check'
import { expect, test } from 'vitest'
import { code, link, plainOf, table } from './index.ts'

test('a link leads to its address', () => {
  expect(link(code('a'), 'https://forge.example/acme/shop/blob/main/a%20b.yml#L3-L5')).toBe(
    '[<code>a</code>](https://forge.example/acme/shop/blob/main/a%20b.yml#L3-L5)',
  )
})

test('no address can end its link or a cell of a table', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (tail) => {
      const linked = link('x', `https://forge.example/${tail}`)
      expect(linked).toMatch(/^\[x\]\(https:\/\/forge\.example\/[^()[\]\s|\\<>*~`"]*\)$/)
      expect(plainOf(table(['a'], [[linked]]))).toBe('| a |\n| x |')
    }),
  )
})
