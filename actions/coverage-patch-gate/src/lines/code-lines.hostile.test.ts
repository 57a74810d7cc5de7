import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeLines } from './code-lines.ts'

const endings = (
  'ts tsx js c cpp java cs go rs swift kt scala groovy dart php d zig fs py rb sh pl ex jl r nim yml toml tf ps1 lua sql ' +
  'hs elm ml clj lisp el erl vb f90 css vue'
).split(' ')

/** What opens a comment or string somewhere, repeated so that nothing is closed. */
const openers = [
  ...[
    '"',
    "'",
    '`',
    '/*',
    '/* */',
    '//',
    '/',
    ' / ',
    '/[',
    '=/[\n',
    '<a>',
    '<a ',
    '<a b={',
    '</a>',
    '${',
    '`${',
  ],
  ...[
    '"${',
    '"#{',
    '"$(',
    'R"x(',
    'r#"',
    '#"',
    '<<A\n',
    '<<A ',
    '<<"',
    '<<<A\n',
    '{',
    '(',
    '"""',
    "'''",
    '--[[',
    '[[',
  ],
  ...[
    '[=',
    '$a$',
    '%q(',
    's{',
    '~s(',
    '#',
    '\\',
    '\\\n',
    '\n=begin\n',
    '{-',
    '(*',
    '#|',
    '--',
    '<!--',
    '<script>',
  ],
  ...[
    '<script></script>',
    '<!-- -->\n',
    '<?',
    '?>',
    "1'",
    "'a",
    '!',
    '! ',
    '\n',
    ' ',
    '"\n',
    '@"',
    '$"{',
    '|\n',
  ],
]

function microseconds(path: string, lines: readonly string[]): number {
  const before = process.cpuUsage()
  codeLines(path, lines)
  const { user, system } = process.cpuUsage(before)
  return user + system
}

describe('codeLines', () => {
  it.each(endings)('takes time in proportion to the size of a hostile file: .%s', (ending) => {
    const path = `a.${ending}`
    const slow = openers.filter((opener) => {
      const short = opener.repeat(2_000).split('\n')
      const long = opener.repeat(20_000).split('\n')
      // Quadratic time would be a hundred times as long, and seconds for so many characters. The margin is for a
      // machine that is busy, and for what the engine compiles and frees meanwhile.
      const limit = 15 * microseconds(path, short) + 300_000
      return [1, 2, 3].every(() => microseconds(path, long) > limit)
    })
    expect(slow).toEqual([])
  })

  it('answers for every line of any text, and never takes a blank line for code', () => {
    const piece = fc.oneof(fc.constantFrom(...openers, ' ', '\n', 'a', ')', '}', '*/', '-->'), fc.string())
    fc.assert(
      fc.property(
        fc.constantFrom(...endings, 'xyz'),
        fc.array(piece, { maxLength: 40 }),
        (ending, pieces) => {
          const lines = pieces.join('').split('\n')
          const found = codeLines(`a.${ending}`, lines)
          expect(found).toHaveLength(lines.length)
          found.forEach((isCode, index) => {
            if (lines[index]?.trim() === '') expect(isCode).toBe(false)
          })
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('does not let a comment that never ends hide the code after it', () => {
    for (const [path, opener] of [
      ['a.ts', '/*'],
      ['a.rs', '/* /* */'],
      ['a.rb', '=begin'],
      ['a.hs', '{-'],
      ['a.lua', '--[['],
      ['a.vue', '<!--'],
      ['a.php', '<?php /*'],
      ['a.ps1', '<#'],
    ] as const)
      expect(codeLines(path, [opener, 'a()', '# b', '', '// c']), path).toEqual([
        true,
        true,
        true,
        false,
        true,
      ])
  })
})
