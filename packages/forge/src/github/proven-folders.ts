import { createHash } from 'node:crypto'
import { kindOf, type TreeRow } from '@suite/changes'

/** A folder with the rows that are directly in it. A row has its path from the root of the repository. */
export interface Folder {
  /** Empty for the root. */
  readonly path: string
  readonly id: string
  readonly rows: readonly TreeRow[]
}

/**
 * Returns a folder and every folder below it, from a list of all that it holds.
 * @returns undefined if the list has a row without the row of its folder
 */
export function foldersOf(
  rows: readonly TreeRow[],
  { path, id }: Omit<Folder, 'rows'>,
): Folder[] | undefined {
  const ids = new Map([[path, id], ...rows.filter(isFolder).map((row) => [row.path, row.id] as const)])
  const inside = new Map<string, TreeRow[]>([...ids.keys()].map((each) => [each, []]))
  for (const row of rows) {
    const found = inside.get(parentOf(row.path))
    if (found === undefined) return undefined
    found.push(row)
  }
  return [...ids].map(([each, its]) => ({ path: each, id: its, rows: inside.get(each) ?? [] }))
}

/**
 * Returns whether these rows, and no others, give the id of the folder. Git computes the id of a folder from its rows,
 * so that no row can be missing. Old programs wrote modes in other ways, which git and GitHub show as it writes them
 * today.
 */
export function isProven({ id, rows }: Folder): boolean {
  return spellings.some((spell) => treeIdOf(rows, id.length === 64 ? 'sha256' : 'sha1', spell) === id)
}

/** Returns the id that git gives a folder that holds exactly these rows. */
export function treeIdOf(
  rows: readonly TreeRow[],
  algorithm: 'sha1' | 'sha256' = 'sha1',
  spell: (mode: string) => string = spellToday,
): string {
  const entries = rows.map((row) => {
    const name = row.path.slice(row.path.lastIndexOf('/') + 1)
    return {
      // Git sorts a folder as if its name ended with a slash.
      key: Buffer.from(isFolder(row) ? `${name}/` : name),
      parts: [Buffer.from(`${spell(row.mode)} ${name}\0`), Buffer.from(row.id, 'hex')],
    }
  })
  const content = Buffer.concat(
    entries.sort((a, b) => Buffer.compare(a.key, b.key)).flatMap(({ parts }) => parts),
  )
  return createHash(algorithm).update(`tree ${content.length}\0`).update(content).digest('hex')
}

const spellToday = (mode: string) => mode.replace(/^0/, '')
/** As in 2005, with the rights that the files had on a disk. */
const withGroup = (mode: string) => mode.replace(/^100644$/, '100664').replace(/^100755$/, '100775')

const spellings: readonly ((mode: string) => string)[] = [
  spellToday,
  // Some programs kept the zero of `040000`.
  (mode) => mode,
  (mode) => withGroup(spellToday(mode)),
]

function isFolder(row: TreeRow): boolean {
  return kindOf(row) === 'folder'
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
