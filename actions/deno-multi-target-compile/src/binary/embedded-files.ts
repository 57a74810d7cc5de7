import type { DataSection } from './data-section.ts'
import { type Leaf, leavesOf, type Range } from './file-tree.ts'
import { strictJson } from './json.ts'
import { Malformed } from './problem.ts'

/** A file in a binary, by its path in the file system that the program sees. */
export interface EmbeddedFile {
  readonly path: string
  /** Bytes; 0 for a symbolic link. */
  readonly size: number
  /** Where a symbolic link leads; undefined for a file. */
  readonly target?: string
  readonly isExecutable: boolean
  /** Milliseconds since 1970, as deno stored it. */
  readonly modified: number | undefined
  readonly content: Uint8Array
  /** What was made of it: the compiled source, its map, what it exports. */
  readonly derived: readonly Uint8Array[]
}

export interface EmbeddedFiles {
  /** By their paths. */
  readonly files: readonly EmbeddedFile[]
  /** How many bytes no file uses. Deno leaves some if it compiles a file twice; no program can reach them. */
  readonly unusedBytes: number
}

/** Reads the files in a binary. No file may lie outside the contents or across another one. */
export function readEmbeddedFiles({ tree, contents }: Pick<DataSection, 'tree' | 'contents'>): EmbeddedFiles {
  const ranges: Range[] = []
  const files = leavesOf(strictJson(tree, 'the tree of the embedded files'), tree.length).map((leaf) => {
    const part = (range: Range) => {
      ranges.push(range)
      return contentOf(contents, range, leaf.path)
    }
    return fileOf(leaf, part)
  })
  const unusedBytes = contents.length - usedBytes(ranges)
  return { files: files.toSorted((left, right) => (left.path < right.path ? -1 : 1)), unusedBytes }
}

function fileOf(leaf: Leaf, part: (range: Range) => Uint8Array): EmbeddedFile {
  if ('link' in leaf) {
    const { p } = leaf.link
    if (p.some((name) => name === '..' || name === ''))
      throw new Malformed(`the embedded link /${leaf.path} leads out of the embedded files`)
    return { ...noFile, path: leaf.path, target: p.join('/') }
  }
  const { o, m, s, c, t, x } = leaf.file
  const content = part(o)
  return {
    path: leaf.path,
    size: content.length,
    isExecutable: x === true,
    modified: t,
    content,
    derived: [m, s, c].filter((range) => range !== undefined).map(part),
  }
}

const noFile = { size: 0, isExecutable: false, modified: undefined, content: new Uint8Array(), derived: [] }

function contentOf(contents: Uint8Array, [offset, length]: Range, path: string): Uint8Array {
  const end = offset + length
  if (
    !Number.isSafeInteger(end) ||
    !Number.isInteger(offset) ||
    offset < 0 ||
    length < 0 ||
    end > contents.length
  )
    throw new Malformed(`the embedded file /${path} is not within the contents of the binary`)
  return contents.subarray(offset, end)
}

/** Returns how many bytes the ranges cover. Equal contents are stored once, and share a range; others may not overlap. */
function usedBytes(ranges: readonly Range[]): number {
  let [used, end] = [0, 0]
  let last: Range = [0, 0]
  for (const range of ranges.toSorted((left, right) => left[0] - right[0] || left[1] - right[1])) {
    const isEqual = range[0] === last[0] && range[1] === last[1]
    if (range[1] === 0 || isEqual) continue
    if (range[0] < end) throw new Malformed('two embedded files overlap')
    used += range[1]
    end = range[0] + range[1]
    last = range
  }
  return used
}
