import { describe, expect, test } from 'vitest'
import { compileGlob } from './glob.ts'
import { suggestGlob } from './suggest-glob.ts'

describe('a rule file written for actions/labeler labels the same files', () => {
  test.each([
    ['ops/proofs/**', 'ops/proofs/a.txt', true],
    ['ops/proofs/**', 'ops/proofs/deep/er/a.txt', true],
    ['ops/proofs/**', 'ops/proofs/.keep', true],
    ['ops/proofs/**', 'ops/proofs', false],
    ['ops/proofs/**', 'OPS/proofs/a.txt', false],
    ['api/src/**', 'api/src', false],
    ['api/src{,/**}', 'api/src', true],
    ['api/src{,/**}', 'api/src/a/b.ts', true],
    ['api/src{,/**}', 'api/src2/a.ts', false],
    ['api/wrangler.{toml,json,jsonc}', 'api/wrangler.jsonc', true],
    ['api/wrangler.{toml,json,jsonc}', 'api/wrangler.json5', false],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'a/b/c.md', true],
    ['**', 'any/thing', true],
    ['*', 'any/thing', false],
    ['*', '.github', true],
    ['src/**/test/*.ts', 'src/test/a.ts', true],
    ['src/**/test/*.ts', 'src/x/y/test/a.ts', true],
    ['src/**/test/*.ts', 'src/x/y/test/z/a.ts', false],
    ['*/b/c', 'x/b/c', true],
    // What matched an earlier segment does not carry over.
    ['*/b/c', 'x/b/y/b/c', false],
    ['?/b/c', 'x/b/y/b/c', false],
    // The same letters cannot serve as both the beginning and the end of a name.
    ['aba*aba', 'aba', false],
    ['aba*aba', 'abaaba', true],
    ['aba*aba', 'abaxaba', true],
    ['a*b', 'b', false],
    ['a*b', 'a', false],
    ['src/a**b/c', 'src/axxb/c', true],
    ['src/a**b/c', 'src/ax/xb/c', false],
    ['!docs/**', 'docs/a.md', false],
    ['!docs/**', 'src/a.ts', true],
    ['!!docs/**', 'docs/a.md', true],
    ['\\#docs', '#docs', true],
    ['file-?.txt', 'file-1.txt', true],
    ['file-?.txt', 'file-.txt', false],
    ['file-[0-9].txt', 'file-7.txt', true],
    ['file-[!0-9].txt', 'file-7.txt', false],
    ['file-[^0-9].txt', 'file-x.txt', true],
    ['[[:alpha:]]*', 'a1', true],
    ['[[:alpha:]]*', '1a', false],
    ['v{1..3}', 'v2', true],
    ['v{1..3}', 'v4', false],
    ['{a,b{c,d}}', 'bd', true],
    ['+(a|b).ts', 'abba.ts', true],
    ['?(a).ts', '.ts', true],
    ['@(a|b).ts', 'ab.ts', false],
    ['*(a|b).ts', 'ab.ts', true],
    ['x+(a)y', 'xy', false],
    ['x+(a|b)y', 'xabay', true],
    ['x*(a)y', 'xy', true],
    ['x*(a|b)y', 'xbby', true],
    ['x?(a|b)y', 'xaby', false],
    ['x@(a|b)y', 'xy', false],
    ['a!(b)', 'a', true],
    ['a!(b)', 'ab', false],
    ['a!(b)', 'abb', true],
    ['x/!(a)', 'x/ab', true],
    ['src/!(test).ts', 'src/main.ts', true],
    ['src/!(test).ts', 'src/test.ts', false],
    ['a b/[[]x].txt', 'a b/[x].txt', true],
    ['*.txt', 'new\nline.txt', true],
    ['*', '🦕', true],
    ['?', '🦕', true],
  ])('%j and %j: %s', (pattern, path, expected) => {
    expect(compileGlob(pattern).matches(path)).toBe(expected)
  })
})

describe('without dot, a pattern matches hidden names only if it writes the dot', () => {
  test.each([
    ['*', '.hidden', false],
    ['**', 'a/.hidden/b', false],
    ['**', '.hidden', false],
    ['**', 'a/b', true],
    ['a/**', 'a/.b', false],
    ['a/**', 'a/b/.c', false],
    ['a/**', 'a/b.c/d', true],
    // The pattern names the folder; only the names below it can be hidden.
    ['.a/**', '.a/b', true],
    ['.a/b.c/**', '.a/b.c/d', true],
    ['a/**/c', 'a/.b/c', false],
    ['a/**/c', 'a/b/c', true],
    ['**/*', '.a', false],
    ['.*', '.hidden', true],
    ['.a*b', '.ab', true],
    ['?hidden', '.hidden', false],
    ['?hidden', 'xhidden', true],
    ['[.]hidden', '.hidden', true],
    ['[.x]hidden', '.hidden', false],
    ['[!x]hidden', '.hidden', false],
    ['*den', '.hidden', false],
    ['*h*', '.hidden', false],
    ['a*h', 'a.h', true],
    ['a?h', 'a.h', true],
    ['a[.x]h', 'a.h', true],
    ['@(?|x)a', '.a', false],
    ['@(*a|x)', '.a', false],
    ['@(.a|x)', '.a', true],
    ['?(x)?a', 'x.a', true],
    ['+(?|x)', '.a', false],
    ['+(?|x)', 'a.', true],
    ['*(?|x)', 'a.a', true],
    ['x/!(x)', 'x/.a', false],
    ['x/!(x)', 'x/a', true],
    ['x!(y)', 'x.a', true],
    ['!**', '.a', true],
  ])('%j and %j: %s', (pattern, path, expected) => {
    expect(compileGlob(pattern, { dot: false }).matches(path)).toBe(expected)
    const visible = compileGlob(pattern, { dot: true }).matches(path)
    expect(visible || pattern.startsWith('!**')).toBe(true)
  })
})

describe('a pattern that no path can match still compiles for a file shared with another action, with the reason', () => {
  test.each([
    ['docs/', 'docs/a', false],
    ['./docs/**', 'docs/a', false],
    ['/docs/**', 'docs/a', false],
    ['docs/./a', 'docs/a', false],
    ['', 'a', false],
    ['#docs/**', '#docs/a.md', false],
    ['!docs/', 'docs/a', true],
    ['!!docs/', 'docs/a', false],
  ])('%j matches %j: %s', (pattern, path, expected) => {
    const glob = compileGlob(pattern, { allowUnmatchable: true })
    expect(glob.matches(path)).toBe(expected)
    expect(glob.unmatchable).toHaveLength(1)
  })

  test('one unmatchable alternative among several is reported, unless it only adds a slash to another one', () => {
    const offsets = (pattern: string) => compileGlob(pattern).unmatchable.map(({ offset }) => offset)
    expect(offsets('{docs/,src/**}')).toEqual([5])
    expect(offsets('{docs,src}{,/}')).toEqual([])
    expect(offsets('src/**')).toEqual([])
  })
})

test.each([
  ['docs/', 'docs/**'],
  ['./docs/', 'docs/**'],
  ['.//docs', 'docs'],
  ['/docs/**', 'docs/**'],
  ['docs/**/', 'docs/**'],
  ['!./docs/', '!docs/**'],
  ['a/./b', 'a/b'],
  ['a/.', 'a/**'],
  ['#x', '\\#x'],
  ['/', undefined],
  ['', undefined],
  ['docs/**', undefined],
])('for %j the suggestion is %j, and the suggestion can match a path', (pattern, expected) => {
  expect(suggestGlob(pattern)).toBe(expected)
  if (expected !== undefined) expect(compileGlob(expected).unmatchable).toEqual([])
})

describe('an unsupported pattern is an error that says where, never a silent mismatch', () => {
  test.each([
    ['src/@(a', 4],
    ['a/*(b|+(c))', 6],
    ['@(a|)', 0],
    ['!(a)', 0],
    ['x!(a)*', 1],
    ['x!(a*)', 1],
    ['/absolute', 0],
    ['a/../b', 2],
    ['a/./b', 2],
    ['./a', 0],
    ['docs/', 4],
    ['{docs/,src/}', 5],
    ['!docs/', 5],
    ['', 0],
    ['#docs', 0],
    ['a\\', 1],
    ['[b-a]', 1],
    ['{1..1000000}', 0],
    ['x'.repeat(1_025), 1_024],
  ])('%j, at character %i', (pattern, offset) => {
    expect(() => compileGlob(pattern)).toThrow(expect.objectContaining({ name: 'PatternError', offset }))
  })
})

test('the folder that contains all matches is known, so that a message can say where to put a file', () => {
  expect(compileGlob('ops/proofs/**').prefix).toBe('ops/proofs')
  expect(compileGlob('ops/proofs/*.txt').prefix).toBe('ops/proofs')
  expect(compileGlob('{ops/a,ops/b}/*').prefix).toBe('ops')
  expect(compileGlob('*.md').prefix).toBe('')
  expect(compileGlob('!docs/**').prefix).toBe('')
})

describe('no file name can make a run hang', () => {
  const hostile = `${'a'.repeat(254)}c`
  test.each([
    '**/*a*a*a*a*b',
    '**/*a*a*a*b',
    '*?*?*?*?*?*?*?*b',
    '+(a|aa|aaa)b',
    '*(a*a*a)b',
    '{a,aa}*{a,aa}*{a,aa}*{a,aa}*b',
    '!(aaaa)b',
    '**/**/**/**/**/a/**/b',
  ])('%s against 255 characters, where a backtracking matcher takes half a minute', (pattern) => {
    const glob = compileGlob(pattern.startsWith('!') ? `x/${pattern}` : pattern)
    const paths = [hostile, `x/${hostile}`, Array.from({ length: 120 }, () => 'a').join('/')]
    const before = process.cpuUsage()
    expect(paths.some((path) => glob.matches(path))).toBe(false)
    expect(process.cpuUsage(before).user).toBeLessThan(10e6)
  })
})
