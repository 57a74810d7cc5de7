import { describe, expect, it } from 'vitest'
import { readSource } from './lexer/scan.ts'
import { findReformatted } from './reformatted.ts'

/** Whether a file that changes as a whole was only reformatted. */
function isReformatted(path: string, before: string, after: string): boolean {
  const old = before.split('\n')
  const now = after.split('\n')
  const [answer] = findReformatted(
    readSource(path, old),
    [{ from: 0, to: old.length }],
    readSource(path, now),
    [{ from: 0, to: now.length }],
  )
  return answer === true
}

const reformatted: readonly (readonly [string, string, string])[] = [
  ['a.ts', 'f(a, b)', 'f(\n  a,\n  b,\n)'],
  ['a.ts', 'if(a){b()}', 'if (a) {\n  b()\n}'],
  ['a.ts', 'const a = { b, c }', 'const a = {\n  b,\n  c,\n}'],
  ['a.ts', 'a.b().c()', 'a\n  .b()\n  .c()'],
  ['a.ts', 'const a = (b, c) => d', 'const a =\n  (b, c) =>\n  d'],
  ['a.ts', 'f(a) // old', 'f(\n  // new\n  a)'],
  ['a.ts', 'a()\r', 'a()'],
  ['a.tsx', 'x(<A b={1} c="d" />)', 'x(\n  <A\n    b={1}\n    c="d"\n  />,\n)'],
  ['a.tsx', 'x(<p>hello {a} there</p>)', 'x(\n  <p>\n    hello {a} there\n  </p>\n)'],
  ['a.java', 'f(a,b);', 'f(a,\n  b);'],
  ['a.rs', 'f(a, b)', 'f(\n    a,\n    b,\n)'],
  ['a.rs', 'f(a)', 'f(\n    a,\n)'],
  ['a.go', 'f(a, b)', 'f(\n\ta,\n\tb,\n)'],
  ['a.go', 'a:=b+c', 'a := b + c'],
  ['a.go', 'x := T{a, b}', 'x := T{\n\ta,\n\tb,\n}'],
  ['a.py', 'f(a, b)', 'f(\n    a,\n    b,\n)'],
  ['a.py', 'f(a)', 'f(\n    a,\n)'],
  ['a.py', 'x = [a]', 'x = [\n    a,\n]'],
  ['a.py', 'x=a+b', 'x = a + b'],
  ['a.rb', 'if a\nb\nend', 'if a\n  b\nend'],
  ['a.sh', 'if a; then\nb', 'if a; then\n  b'],
  ['a.c', 'int a[] = {1,2};', 'int a[] = {\n  1,\n  2,\n};'],
]

const changed: readonly (readonly [string, string, string, string])[] = [
  ['white space in a string', 'a.ts', "f('a b')", "f('a  b')"],
  ['white space in a template', 'a.ts', 'f(`a`)', 'f(`a `)'],
  ['a line break in a template', 'a.ts', 'f(`a b`)', 'f(`a\nb`)'],
  ['white space in a regular expression', 'a.ts', 'f(/a b/)', 'f(/a  b/)'],
  ['two words that become one', 'a.ts', 'return x', 'returnx'],
  ['signs that become one', 'a.ts', 'a + +b', 'a ++b'],
  ['a word that is cut', 'a.ts', 'a instanceof b', 'a in stanceof b'],
  ['a line break after return', 'a.ts', 'return a', 'return\na'],
  ['a line break after throw', 'a.ts', 'throw a', 'throw\n  a'],
  ['a line break before a bracket', 'a.ts', 'a(b)', 'a\n(b)'],
  ['a line break before a square bracket', 'a.ts', 'a[b]', 'a\n[b]'],
  ['a line break before a template', 'a.ts', 'a`b`', 'a\n`b`'],
  ['a line break before a sign', 'a.ts', 'a\n++b', 'a++\nb'],
  ['a line break after async', 'a.ts', 'async (a) => b', 'async\n(a) => b'],
  ['a line break before as', 'a.ts', 'a as B', 'a\nas B'],
  ['a hole in a list', 'a.ts', 'f([a,,])', 'f([a,])'],
  ['a hole alone in a list', 'a.ts', 'f([,])', 'f([])'],
  ['a trailing comma in a string', 'a.ts', "f('a,')", "f('a')"],
  ['a comma that separates arguments', 'a.ts', 'f(a, b)', 'f(a b)'],
  ['a semicolon', 'a.ts', 'a', 'a;'],
  ['white space in the text of an element', 'a.tsx', 'f(<b>a</b>)', 'f(<b>a </b>)'],
  ['white space between elements', 'a.tsx', 'f(<p><b/> <i/></p>)', 'f(<p><b/><i/></p>)'],
  ['a comment that became code', 'a.ts', '// a()', 'a()'],
  ['code that became a comment', 'a.ts', 'a()\nb()', 'a()\n// b()'],
  ['indentation of Python', 'a.py', 'if a:\n    b\n    c', 'if a:\n    b\nc'],
  ['a line break of Python', 'a.py', 'a\nb', 'a b'],
  ['a tuple', 'a.py', 'x = (a)', 'x = (a,)'],
  ['a tuple that is returned', 'a.py', 'return (a)', 'return (\n    a,\n)'],
  ['a key of several parts', 'a.py', 'x[a]', 'x[a,]'],
  ['a tuple of Rust', 'a.rs', 'let x = (a);', 'let x = (a,);'],
  ['indentation of YAML', 'a.yml', 'a:\n  b: c', 'a:\nb: c'],
  ['a line break of Go', 'a.go', 'return a', 'return\na'],
  ['a line break of Kotlin', 'a.kt', 'val a = b\n- c', 'val a = b - c'],
  ['white space of a shell', 'a.sh', 'a = b', 'a=b'],
  ['white space of Ruby', 'a.rb', 'a -b', 'a - b'],
  ['an index of R', 'a.r', 'x[1,]', 'x[1]'],
  ['a macro', 'a.c', '#define A(b) c', '#define A (b) c'],
  ['a line of a macro', 'a.c', '#define A \\\n  b', '#define A\n  b'],
  ['an argument of a macro', 'a.c', 'A(b,)', 'A(b)'],
  ['an unknown language', 'a.xyz', 'a  b', 'a b'],
  ['what is not understood', 'a.ts', 'a(/* b', 'a( /* b'],
  ['brackets in another order', 'a.ts', 'a(b)[c]', 'a[b](c)'],
  ['a prefix of a string', 'a.py', 'f "a"', 'f"a"'],
]

describe('findReformatted', () => {
  it.each(reformatted)('leaves out what means the same: %s %j', (path, before, after) => {
    expect(isReformatted(path, before, after)).toBe(true)
    expect(isReformatted(path, after, before)).toBe(true)
  })

  it.each(changed)('counts %s', (_, path, before, after) => {
    expect(isReformatted(path, before, after)).toBe(false)
    expect(isReformatted(path, after, before)).toBe(false)
  })

  it('knows the brackets around a hunk, also where they are not part of it', () => {
    const lines = (text: string) => readSource('a.py', text.split('\n'))
    const range = [{ from: 1, to: 2 }]
    expect(findReformatted(lines('f(\n  a\n)'), range, lines('f(\n    a,\n)'), range)).toEqual([false])
    expect(findReformatted(lines('f(\n  a\n)'), range, lines('f(\n    a\n)'), range)).toEqual([true])
    expect(findReformatted(lines('if b:\n  a\n'), range, lines('if b:\n    a\n'), range)).toEqual([false])
    const script = (text: string) => readSource('a.ts', text.split('\n'))
    expect(findReformatted(script('f(\n  a\n)'), range, script('f(\n  a,\n)'), range)).toEqual([true])
    expect(findReformatted(script('f(`\n  a\n`)'), range, script('f(`\n   a\n`)'), range)).toEqual([false])
  })
})
