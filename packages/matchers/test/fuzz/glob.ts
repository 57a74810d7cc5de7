import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { compileCapturingGlob, compileGlob, type Glob, PatternError } from '../../src/index.ts'

const paths = [
  'src/a.ts',
  'src/b/c.ts',
  'a',
  'b',
  '.hidden/x',
  'a\nb',
  'x'.repeat(300),
  'src/[a].ts',
  '*',
  '{a,b}',
]

export const target = defineTarget<Glob>({
  name: 'glob',
  corpus: [
    ...[
      'src/**/*.ts',
      '**',
      '*.{ts,js}',
      '!docs/**',
      'a/@(b|c)/?',
      '[a-z]*/[!0-9].md',
      '{1..3}/x',
      '\\*',
      'a/.*/b',
    ],
    ...['+(ab|cd)', '*(x)', 'src/{a,b{c,d}}/**', 'packages/{name}/src/**', 'e\u0301', 'a b/c'],
  ].map(bytesOf),
  dictionary: [
    '**',
    '*',
    '?',
    '/',
    '{',
    ',',
    '}',
    '..',
    '@(',
    '+(',
    '*(',
    '!(',
    '?(',
    '|',
    ')',
    '[',
    ']',
    '!',
    '\\',
    '{a,b}',
    '{1..9}',
    '[[:alpha:]]',
  ],
  largest: 1_024,
  growth: [
    { open: '{a,b}' },
    { open: '*a' },
    { open: '**/' },
    { open: '@(a|', close: ')' },
    { open: '{', close: '}' },
    { open: '{a,', close: '}' },
    { open: '[a-' },
    { open: '*', tail: 'b' },
  ],
  read: (input) => {
    const pattern = textOf(input)
    const glob = compiled(() => compileGlob(pattern))
    const capturing = compiled(() => compileCapturingGlob(pattern))
    for (const path of paths) capturing?.captures(path)
    for (const path of paths) glob?.matches(path)
    return glob
  },
  judge(input, glob) {
    const pattern = textOf(input)
    for (const path of [...paths, pattern]) {
      const expected = matchesPlainly(pattern, path)
      if (expected !== undefined && glob.matches(path) !== expected)
        return `it ${expected ? 'misses' : 'matches'} ${JSON.stringify(path)}`
    }
    const negated = pattern.startsWith('!') ? undefined : compiled(() => compileGlob(`!${pattern}`))
    if (negated && paths.some((path) => negated.matches(path) === glob.matches(path)))
      return 'with a ! before it, it matches a path that it matches without'
    return undefined
  },
})

function compiled<Compiled>(make: () => Compiled): Compiled | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof PatternError) return undefined
    throw error
  }
}

/** Returns what a glob of names, `*` and `**` means; undefined for any other. Compares segment by segment. */
function matchesPlainly(pattern: string, path: string): boolean | undefined {
  if (!/^[a-z0-9 .*/]+$/.test(pattern)) return undefined
  const isOdd = pattern
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..' || /\*\*./.test(part) || /.\*\*/.test(part))
  if (isOdd || path.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined
  return matchesFrom(pattern.split('/'), path.split('/'))
}

function matchesFrom(parts: readonly string[], segments: readonly string[]): boolean {
  let ends = new Set([0])
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>()
    for (const at of ends) {
      if (part !== '**') {
        const segment = segments[at]
        if (segment !== undefined && matchesSegment(part, segment)) next.add(at + 1)
      } else
        for (let end = at + Number(index === parts.length - 1); end <= segments.length; end += 1)
          next.add(end)
    }
    ends = next
  }
  return ends.has(segments.length)
}

function matchesSegment(part: string, segment: string): boolean {
  const [first = '', ...others] = part.split('*')
  if (others.length === 0) return part === segment
  if (!segment.startsWith(first)) return false
  const last = others.pop() ?? ''
  let at = first.length
  for (const piece of others) {
    const found = segment.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return segment.length - last.length >= at && segment.endsWith(last) && segment !== ''
}
