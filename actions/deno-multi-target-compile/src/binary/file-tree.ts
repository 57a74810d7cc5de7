import { Malformed } from './problem.ts'

/** A range of the contents: where it begins, and how long it is. */
export type Range = readonly [offset: number, length: number]

/** A file, as deno describes it: `o` is its content; `m`, `s` and `c` are what was made of it. */
interface FileEntry {
  readonly n: string
  readonly o: Range
  readonly m?: Range
  readonly c?: Range
  readonly s?: Range
  readonly t?: number
  readonly x?: true
}

interface LinkEntry {
  readonly n: string
  readonly p: readonly string[]
}

interface FolderEntry {
  readonly n: string
  readonly e: readonly unknown[]
}

/** A file or symbolic link of the tree, with its path from the root. */
export type Leaf =
  | { readonly path: string; readonly file: FileEntry }
  | { readonly path: string; readonly link: LinkEntry }

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isNumber: Check = (value) => typeof value === 'number'
const isTrue: Check = (value) => value === true
const isRange: Check = (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber)
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText)

/** Every field of each kind of entry. It is checked by hand: a tree may hold 100,000 entries. */
const kinds: Readonly<
  Record<string, { readonly fields: ReadonlyMap<string, Check>; readonly required: readonly string[] }>
> = {
  Dir: {
    fields: new Map([
      ['n', isText],
      ['e', Array.isArray],
    ]),
    required: ['n', 'e'],
  },
  File: {
    fields: new Map([
      ['n', isText],
      ['o', isRange],
      ['u', isTrue],
      ['m', isRange],
      ['c', isRange],
      ['s', isRange],
      ['t', isNumber],
      ['x', isTrue],
    ]),
    required: ['n', 'o'],
  },
  Symlink: {
    fields: new Map([
      ['n', isText],
      ['p', isTexts],
      ['d', isTrue],
    ]),
    required: ['n', 'p'],
  },
}

/** How many characters all paths together may have, for each byte of the tree: folders in folders repeat their names. */
const mostOfPaths = 64

/**
 * Returns every file and link of a tree of embedded files, in its order.
 * @param size how many bytes the tree has
 */
export function leavesOf(tree: unknown, size: number): readonly Leaf[] {
  const leaves: Leaf[] = []
  let left = mostOfPaths * size
  const folders: { readonly path: string; readonly entries: unknown }[] = [{ path: '', entries: tree }]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (!Array.isArray(folder.entries)) throw new Malformed('the tree of the embedded files is not a list')
    const names = new Set<string>()
    for (const value of folder.entries) {
      const [kind, entry] = entryOf(value, folder.path)
      checkName(entry.n, names, folder.path)
      const path = folder.path + entry.n
      left -= path.length
      if (left < 0) throw new Malformed('the embedded files lie in too many folders within folders')
      if (kind === 'Dir') folders.push({ path: `${path}/`, entries: (entry as FolderEntry).e })
      else if (kind === 'File') leaves.push({ path, file: entry as FileEntry })
      else leaves.push({ path, link: entry as LinkEntry })
    }
  }
  return leaves
}

function entryOf(
  value: unknown,
  folder: string,
): readonly [kind: string, entry: FileEntry | LinkEntry | FolderEntry] {
  const [only, ...others] = isObject(value) ? Object.entries(value) : []
  const kind = only === undefined || !Object.hasOwn(kinds, only[0]) ? undefined : kinds[only[0]]
  if (
    only === undefined ||
    kind === undefined ||
    others.length > 0 ||
    !isObject(only[1]) ||
    !fits(only[1], kind)
  )
    throw new Malformed(
      `an entry of the embedded folder /${folder} is not of the form that deno 2.9.6 writes`,
    )
  return [only[0], only[1] as unknown as FileEntry | LinkEntry | FolderEntry]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fits(
  value: Readonly<Record<string, unknown>>,
  { fields, required }: NonNullable<(typeof kinds)[string]>,
): boolean {
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => fields.get(name)?.(value[name]) === true)
  )
}

function checkName(name: string, names: Set<string>, folder: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))
    throw new Malformed(
      `an embedded file in /${folder} has the name ${JSON.stringify(name)}, which is not a name`,
    )
  if (names.has(name)) throw new Malformed(`the binary embeds /${folder}${name} twice`)
  names.add(name)
}
