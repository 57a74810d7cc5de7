import fc from 'fast-check'
import { minimatch } from 'minimatch'
import { expect, test } from 'vitest'
import { compileGlob } from './glob.ts'
import { PatternError } from './pattern-error.ts'

const literal = fc.constantFrom('a', 'b', 'c', 'x', '-', ' ', '.', 'ab')
const wild = fc.constantFrom('*', '?', '[ab]', '[!a]', '[a-c]', '[^.]', '[a-]', '[]a]', '[[:alpha:]]')
const simple = fc.oneof({ weight: 3, arbitrary: literal }, { weight: 2, arbitrary: wild })
const pieces = (atom: fc.Arbitrary<string>, most = 3) =>
  fc.array(atom, { minLength: 1, maxLength: most }).map((parts) => parts.join(''))
const choice = fc
  .tuple(fc.constantFrom('?', '*', '+', '@'), fc.array(pieces(simple, 2), { minLength: 1, maxLength: 3 }))
  .map(([operator, alternatives]) => `${operator}(${alternatives.join('|')})`)
const braces = fc
  .array(fc.oneof(fc.constant(''), pieces(simple, 2)), { minLength: 2, maxLength: 3 })
  .map((alternatives) => `{${alternatives.join(',')}}`)
const segment = fc.oneof(
  { weight: 1, arbitrary: fc.constant('**') },
  { weight: 4, arbitrary: pieces(fc.oneof({ weight: 5, arbitrary: simple }, choice, braces), 4) },
  { weight: 1, arbitrary: fc.constantFrom('!(a)', '!(ab|b)', '!(a)b', 'x!(a|b)', '!([ab])', '!(a?)c') },
)
const pattern = fc
  .tuple(fc.constantFrom('', '', '', 'z/', '!z/'), fc.array(segment, { minLength: 1, maxLength: 4 }))
  .map(([beginning, segments]) => beginning + segments.join('/'))
const name = pieces(
  fc.constantFrom('a', 'b', 'c', 'x', '-', ' ', '.', '*', '[', ']', '(', '{', '}', ',', '!'),
  4,
)
const path = fc
  .array(
    name.map((each) => (/^\.+$/.test(each) ? 'a' : each)),
    { minLength: 1, maxLength: 4 },
  )
  .chain((segments) => fc.constantFrom('', 'z/').map((beginning) => beginning + segments.join('/')))

/**
 * Matches patterns with a segment that writes its dot after `**`; such a segment matches more here than in minimatch.
 */
const namesDotAfterGlobstar = /(?:^|\/)\*\*\/(?:.*\/)?[^/]*\./

test.each([true, false])(
  'a glob matches what minimatch matches, for all supported syntax (dot: %s)',
  (dot) => {
    let compared = 0
    fc.assert(
      fc.property(pattern, fc.array(path, { minLength: 8, maxLength: 8 }), (source, paths) => {
        const glob = compiled(source, dot)
        if (!glob || (!dot && namesDotAfterGlobstar.test(source))) return
        for (const each of paths) {
          const expected = askMinimatch(each, source, dot)
          if (expected === undefined) return
          compared += 1
          expect({ source, path: each, matches: glob.matches(each) }).toEqual({
            source,
            path: each,
            matches: expected,
          })
        }
      }),
      { numRuns: 2_500 },
    )
    expect(compared).toBeGreaterThan(8_000)
  },
)

function compiled(source: string, dot: boolean) {
  try {
    return compileGlob(source, { dot })
  } catch (error) {
    if (error instanceof PatternError) return undefined
    throw error
  }
}

/** Minimatch turns some classes within a choice into an invalid regular expression and throws. */
function askMinimatch(path: string, source: string, dot: boolean): boolean | undefined {
  try {
    return minimatch(path, source, { dot, platform: 'linux' })
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
