import type { TreeRow } from '../tree-entries.ts'
import { fieldsOf } from './fields.ts'
import type { Git } from './program.ts'

/** Returns the rows of a commit's whole tree, without its folders. */
export async function readTree({ git }: Pick<Git, 'git'>, commit: string): Promise<readonly TreeRow[]> {
  return rowsIn(await git('ls-tree', '-r', '-z', '-l', '--full-tree', commit))
}

/** `<mode> SP <type> SP <id> SP+ <size> TAB <path>`, each ended by NUL; only a blob has a size. @see https://git-scm.com/docs/git-ls-tree */
export function rowsIn(listing: Buffer): readonly TreeRow[] {
  return fieldsOf(listing).map((record) => {
    const tab = record.indexOf('\t')
    const [mode = '', , id = '', size = '-'] = record.slice(0, tab).split(/ +/)
    return { path: record.slice(tab + 1), mode, id, size: size === '-' ? undefined : Number(size) }
  })
}
