import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collidingNames } from './colliding-names.ts'
import { isPointer } from './large-file-pointer.ts'
import { linksThatLeave } from './links.ts'

const leaving = (links: Record<string, string>) => linksThatLeave(new Map(Object.entries(links)))

describe('a symlink that leaves the repository', () => {
  it.each([
    ['an absolute target', { a: '/etc/passwd' }, ['a']],
    ['a target above the root', { 'x/a': '../../y' }, ['x/a']],
    ['a target above the root that comes back', { a: '../repository/y' }, ['a']],
    ['a way through another link', { 'p/q/d': '../..', 'p/q/l': 'd/../x' }, ['p/q/l']],
    ['a link to a link that leaves', { a: 'b', b: '../x' }, ['a', 'b']],
    ['a loop', { a: 'b', b: 'a' }, ['a', 'b']],
    ['a link to itself', { a: 'a/x' }, ['a']],
    ['a path of Windows', { a: 'C:/x', b: '\\x' }, ['a', 'b']],
  ])('is found: %s', (_, links, expected) => {
    expect(leaving(links)).toEqual(expected)
  })

  it.each([
    ['a neighbour', { 'a/b': 'c' }],
    ['the root itself', { 'a/b': '..' }],
    ['a folder above, inside', { 'a/b': '../c/./d//e' }],
    ['what is not there', { a: 'nothing/here' }],
    ['a way through another link', { 'p/d': 'q', 'p/l': 'd/../../x' }],
  ])('is not %s', (_, links) => {
    expect(leaving(links)).toEqual([])
  })

  it('is decided quickly for any set of links', () => {
    const target = fc.array(fc.constantFrom('a', 'b', 'c', '..', '.'), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x/a', 'x/b'), target), (links) => {
        const texts = Object.entries(links).map(([path, parts]) => [path, parts.join('/')] as const)
        expect(linksThatLeave(new Map(texts)).length).toBeLessThanOrEqual(texts.length)
      }),
    )
  })
})

describe('names that collide on macOS and Windows', () => {
  it('are found in files and folders, once each', () => {
    expect(collidingNames(['README', 'readme', 'a/x', 'A/y', 'A/z'])).toEqual([
      ['README', 'readme'],
      ['a', 'A'],
    ])
    expect(collidingNames(['caf\u00e9', 'cafe\u0301'])).toHaveLength(1)
    expect(collidingNames(['a', 'A/b'])).toEqual([['a', 'A']])
  })

  it('are not found where nothing collides', () => {
    expect(collidingNames(['a/b', 'a/c', 'ab', 'a.b', 'caf\udce9', 'caf\udce8'])).toEqual([])
  })
})

describe('a pointer of Git LFS', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
  it('is recognised', () => {
    expect(isPointer(Buffer.from(pointer))).toBe(true)
    expect(isPointer(Buffer.from(pointer.replace('git-lfs.github.com', 'hawser.github.com')))).toBe(true)
    expect(isPointer(Buffer.from(pointer.replace('oid', 'ext-0-foo sha256:b\noid')))).toBe(true)
  })
  it('is not a text about pointers', () => {
    expect(isPointer(Buffer.from(` ${pointer}`))).toBe(false)
    expect(isPointer(Buffer.from('version https://git-lfs.github.com/spec/v1\n'))).toBe(false)
    expect(isPointer(Buffer.from(pointer + ' '.repeat(1024)))).toBe(false)
  })
})
