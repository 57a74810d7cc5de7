import { describe, expect, it } from 'vitest'
import { readEmbeddedFiles } from './embedded-files.ts'
import { readOrProblem } from './problem.ts'

const contents = Buffer.from('0123456789')

function readTree(tree: unknown): unknown {
  return readOrProblem(() => readEmbeddedFiles({ tree: Buffer.from(JSON.stringify(tree)), contents }))
}

const file = (n: string, o: readonly unknown[], more = {}) => ({ File: { n, o, ...more } })
const folder = (n: string, e: readonly unknown[]) => ({ Dir: { n, e } })

describe('the embedded files', () => {
  it('have their path, size, time and what was made of them; equal contents are stored once', () => {
    expect(
      readTree([
        folder('src', [file('b.ts', [0, 4], { u: true, m: [4, 2], t: 5 }), file('copy.ts', [0, 4])]),
        file('a.sh', [6, 4], { x: true }),
        file('empty', [0, 0]),
        { Symlink: { n: 'link', p: ['src', 'b.ts'] } },
      ]),
    ).toMatchObject({
      unusedBytes: 0,
      files: [
        { path: 'a.sh', size: 4, isExecutable: true },
        { path: 'empty', size: 0 },
        { path: 'link', target: 'src/b.ts' },
        { path: 'src/b.ts', size: 4, modified: 5, derived: [Buffer.from('45')] },
        { path: 'src/copy.ts', size: 4 },
      ],
    })
  })

  it('say how many bytes no file uses', () => {
    expect(readTree([file('a', [0, 3]), file('b', [5, 4])])).toMatchObject({ unusedBytes: 3 })
  })

  it.each<[string, unknown, string]>([
    ['a file outside the contents', [file('a', [8, 3])], '/a is not within the contents'],
    ['a negative place', [file('a', [-1, 3])], 'is not within the contents'],
    ['a place that is not a whole number', [file('a', [0.5, 3])], 'is not within the contents'],
    ['a place beyond all numbers', [file('a', [0, 1e300])], 'is not within the contents'],
    [
      'what was made of it outside the contents',
      [file('a', [0, 3], { m: [9, 9] })],
      'is not within the contents',
    ],
    ['two files that overlap', [file('a', [0, 5]), file('b', [4, 5])], 'two embedded files overlap'],
    ['a file in another one', [file('a', [0, 9]), file('b', [2, 2])], 'two embedded files overlap'],
    ['a name twice', [file('a', [0, 1]), folder('a', [])], 'embeds /a twice'],
    ['a name with a slash', [file('../a', [0, 1])], 'which is not a name'],
    ['a name with a backslash', [file('..\\a', [0, 1])], 'which is not a name'],
    ['a folder ..', [folder('..', [])], 'which is not a name'],
    ['no name', [file('', [0, 1])], 'which is not a name'],
    ['a link that leads out', [{ Symlink: { n: 'l', p: ['..', 'x'] } }], 'leads out'],
    ['an unknown kind', [{ Pipe: { n: 'p' } }], 'not of the form'],
    ['an unknown field', [file('a', [0, 1], { z: 1 })], 'not of the form'],
    ['two kinds in one', [{ ...file('a', [0, 1]), ...folder('b', []) }], 'not of the form'],
    ['no list', {}, 'is not a list'],
    ['a file with three numbers', [file('a', [0, 1, 2])], 'not of the form'],
  ])('are refused with %s', (_, tree, says) => {
    expect(readTree(tree)).toEqual({ what: expect.stringContaining(says) })
  })

  const nested = (levels: number) => {
    const text = `${'[{"Dir":{"n":"d","e":'.repeat(levels)}[]${'}}]'.repeat(levels)}`
    return readOrProblem(() => readEmbeddedFiles({ tree: Buffer.from(text), contents: Buffer.alloc(0) }))
  }

  it('may lie in a thousand folders within folders', () => {
    expect(nested(1000)).toEqual({ files: [], unusedBytes: 0 })
  })

  it('may not lie so deep that their paths cost more memory than the whole binary', () => {
    expect(nested(4_000)).toEqual({
      what: 'the embedded files lie in too many folders within folders',
    })
  })
})
