import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCapturingGlob } from './capturing-glob.ts'

test.each([
  ['workers/{service}/**', 'workers/api/src/a.ts', { service: 'api' }],
  ['workers/{service}/**', 'workers/api', undefined],
  ['workers/{service}/**', 'lib/api/a.ts', undefined],
  ['{team}/workers/{service}/*.ts', 'a/workers/b/c.ts', { team: 'a', service: 'b' }],
  ['{name}/copy/{name}', 'a/copy/a', { name: 'a' }],
  ['{name}/copy/{name}', 'a/copy/b', undefined],
  ['src/{a,b}/x', 'src/b/x', {}],
])('%j captures the right segments of %j', (pattern, path, expected) => {
  expect(compileCapturingGlob(pattern).captures(path)).toEqual(expected)
})

test.each(['!{a}/b', '#{a}', '**/{a}/**', 'x{a}y/b', '{A}/b', '{1a}/b'])(
  '%j is refused, because it is ambiguous which segment it captures',
  (pattern) => {
    expect(() => compileCapturingGlob(pattern)).toThrow(expect.objectContaining({ name: 'PatternError' }))
  },
)

test('a folder whose name looks like a wildcard does not widen the pattern that it is inserted into', () => {
  const glob = compileCapturingGlob('ops/proofs/{service}/**').bind({ service: '*' })
  expect(glob.matches('ops/proofs/*/a.txt')).toBe(true)
  expect(glob.matches('ops/proofs/api/a.txt')).toBe(false)
})

test('a pattern with captured values matches the captured folder and no other', () => {
  const segment = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    .filter((text) => !text.includes('/') && !/^\.{1,2}$/.test(text))
  fc.assert(
    fc.property(segment, segment, (service, other) => {
      const values = compileCapturingGlob('workers/{service}/**').captures(`workers/${service}/x`)
      expect(values).toEqual({ service })
      const bound = compileCapturingGlob('ops/{service}/*').bind(values ?? {})
      expect(bound.matches(`ops/${service}/a`)).toBe(true)
      expect(bound.matches(`ops/${other}/a`)).toBe(service === other)
    }),
  )
})

test('binding fails for a name without a value and for a value of more than one segment', () => {
  const glob = compileCapturingGlob('ops/{service}/*')
  expect(() => glob.bind({})).toThrow(expect.objectContaining({ name: 'PatternError' }))
  expect(() => glob.bind({ service: 'a/b' })).toThrow(expect.objectContaining({ name: 'PatternError' }))
})
