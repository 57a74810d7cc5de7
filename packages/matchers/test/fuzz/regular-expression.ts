import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { type BoundedRegExp, type CompileRegExp, loadRegExpEngine, PatternError } from '../../src/index.ts'

const texts = ['', 'main', 'feature/x', 'a.b', 'aaaa', 'release-1.2', 'x\ny', 'é', '\udfff', 'a+b']
let engine: CompileRegExp | undefined

export const target = defineTarget<BoundedRegExp>({
  name: 'regular-expression',
  corpus: [
    ...[
      '^release/\\d+\\.\\d+$',
      '(?i)main|master',
      '[a-z]+-[^0-9]{2,5}',
      '(a|b)*c',
      '\\bfix\\b',
      'feature/.*',
    ],
    ...['\\p{L}+', '(?P<name>x)', '[[:alpha:]]?', '^$', 'a.b', '\\Qa.b\\E', 'x{0,30}'],
  ].map(bytesOf),
  dictionary: [
    '(',
    ')',
    '(?:',
    '(?i)',
    '|',
    '*',
    '+',
    '?',
    '{2,3}',
    '{1000}',
    '[',
    ']',
    '^',
    '$',
    '.',
    '\\d',
    '\\p{Greek}',
    '\\pN',
    '(?=',
    '(?!',
    '\\1',
    '[[:word:]]',
    '\\x{10ffff}',
    '\\C',
    '\\z',
  ],
  largest: 1_024,
  growth: [
    { open: '(', middle: 'a', close: ')' },
    { open: '(a*)*' },
    { open: 'a?', tail: 'a' },
    { open: '(', middle: 'a', close: '){9}' },
    { open: '[a-z]' },
    { open: 'a|' },
    { open: '\\pL' },
  ],
  async read(input) {
    engine ??= await loadRegExpEngine()
    const expression = compiled(engine, textOf(input))
    for (const text of texts) expression?.test(text)
    return expression
  },
  judge(input, expression) {
    const source = textOf(input)
    for (const text of [...texts, source]) {
      const matches = expression.test(text)
      if (/^[a-z0-9/ -]*$/.test(source) && matches !== text.includes(source))
        return `it ${matches ? 'matches' : 'misses'} ${JSON.stringify(text)}`
      const grouped = engine && !source.includes('(?') && compiled(engine, `(?:${source})`)
      if (grouped && grouped.test(text) !== matches) return 'in a group it means something else'
    }
    return undefined
  },
})

function compiled(compile: CompileRegExp, source: string): BoundedRegExp | undefined {
  try {
    return compile(source)
  } catch (error) {
    if (error instanceof PatternError) return undefined
    throw error
  }
}
