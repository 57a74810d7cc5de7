import type { TreeRow } from '../tree-entries.ts'
import { idIn, unknownAnswer } from './answers.ts'
import { fieldsOf } from './fields.ts'
import type { Git } from './program.ts'

/** The ids of a tree without an entry. */
const emptyTrees: ReadonlySet<string> = new Set([
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
])

/**
 * Returns the rows of a commit's whole tree, without its folders.
 * @throws OutsideError `git-failed` if git does not list the tree
 */
export async function readTree({ git }: Pick<Git, 'git'>, commit: string): Promise<readonly TreeRow[]> {
  const rows = rowsIn(await git('ls-tree', '-r', '-z', '-l', '--full-tree', commit))
  if (rows.length > 0) return rows
  const tree = idIn(await git('rev-parse', '--verify', `${commit}^{tree}`), 'rev-parse')
  if (emptyTrees.has(tree)) return rows
  throw unknownAnswer(`ls-tree ${commit}`, '')
}

/** Before the path stand mode, type, id and, for a blob, the size. @see https://git-scm.com/docs/git-ls-tree */
const beforePath = /^([0-7]{6}) [a-z]+ ([0-9a-f]+) +(-|\d+)$/

/**
 * `<mode> SP <type> SP <id> SP+ <size> TAB <path>`, each ended by NUL.
 * @throws OutsideError `git-failed` for anything else
 */
export function rowsIn(listing: Buffer): readonly TreeRow[] {
  if (listing.length > 0 && listing.at(-1) !== 0)
    throw unknownAnswer('ls-tree', listing.subarray(-200).toString('utf8'))
  return fieldsOf(listing).map((record) => {
    const tab = record.indexOf('\t')
    const [, mode = '', id = '', size = '-'] = beforePath.exec(record.slice(0, Math.max(tab, 0))) ?? []
    if (id === '') throw unknownAnswer('ls-tree', record)
    return { path: record.slice(tab + 1), mode, id, size: size === '-' ? undefined : Number(size) }
  })
}
