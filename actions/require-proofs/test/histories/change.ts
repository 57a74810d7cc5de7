import { type Entry, type Files, folders, type Mode, names, textOf } from './files.ts'

/** A change of one commit, as data. `file` is a position in the list of paths, `folder` and `name` in the fixed lists. */
export type Change =
  | {
      readonly does: 'edit' | 'rewrite' | 'remove' | 'case-of-name' | 'case-of-folder'
      readonly file: number
    }
  | { readonly does: 'mode'; readonly file: number; readonly mode: Mode }
  | {
      readonly does: 'move' | 'move-and-edit' | 'copy'
      readonly file: number
      readonly folder: number
      readonly name: number
    }
  | { readonly does: 'add' | 'empty'; readonly folder: number; readonly name: number }
  | { readonly does: 'move-folder'; readonly folder: number; readonly to: number; readonly below: boolean }
  | { readonly does: 'replace-folder'; readonly folder: number; readonly mode: '120000' | '160000' }
  | { readonly does: 'prove'; readonly as: 'new' | 'blank' | 'copy' }

/** A change of files, and what it is in words. */
interface Changed {
  readonly files: Files
  readonly words: string
}

/**
 * Returns the files after a change. A change that has nothing to change leaves them as they are.
 *
 * @param stamp a text that no other change has
 */
export function apply(before: Files, change: Change, stamp: string): Changed {
  const files = new Map(before)
  const words = applyTo(files, change, stamp)
  return { files: withoutClashes(files), words }
}

function applyTo(files: Map<string, Entry>, change: Change, stamp: string): string {
  switch (change.does) {
    case 'add':
    case 'empty': {
      const path = files.has(placeOf(change)) ? `${placeOf(change)}.${stamp}` : placeOf(change)
      files.set(path, { mode: '100644', text: change.does === 'add' ? textOf(stamp) : '' })
      return `${change.does === 'add' ? 'adds' : 'adds the empty file'} ${path}`
    }
    case 'move-folder':
      return moveFolder(files, change)
    case 'replace-folder': {
      const folder = folders[change.folder % folders.length] ?? ''
      for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path)
      files.set(folder, entryOf(change.mode, stamp))
      return `replaces ${folder} with an entry of mode ${change.mode}`
    }
    case 'prove':
      return prove(files, change.as, stamp)
    default:
      return applyToFile(files, change, stamp)
  }
}

function applyToFile(
  files: Map<string, Entry>,
  change: Extract<Change, { readonly file: number }>,
  stamp: string,
): string {
  // The rules of the gate stay as they are.
  const paths = [...files.keys()].filter((path) => !path.startsWith('.github/')).sort()
  const path = paths[change.file % Math.max(paths.length, 1)]
  const entry = path === undefined ? undefined : files.get(path)
  if (path === undefined || entry === undefined) return 'changes nothing'
  switch (change.does) {
    case 'edit':
      files.set(path, edited(entry, stamp))
      return `edits ${path}`
    case 'rewrite':
      files.set(path, entryOf(entry.mode, stamp))
      return `rewrites ${path}`
    case 'remove':
      files.delete(path)
      return `removes ${path}`
    case 'mode':
      files.set(
        path,
        isText(entry.mode) && isText(change.mode)
          ? { ...entry, mode: change.mode }
          : entryOf(change.mode, stamp),
      )
      return `changes ${path} to mode ${change.mode}`
    case 'case-of-name':
    case 'case-of-folder': {
      const at = change.does === 'case-of-folder' ? 0 : path.lastIndexOf('/') + 1
      return rename(
        files,
        path,
        `${path.slice(0, at)}${swapCase(path.charAt(at))}${path.slice(at + 1)}`,
        entry,
      )
    }
    case 'copy': {
      const to = placeOf(change)
      files.set(to, entry)
      return `copies ${path} to ${to}`
    }
    case 'move':
      return rename(files, path, placeOf(change), entry)
    case 'move-and-edit':
      return `${rename(files, path, placeOf(change), edited(entry, stamp))} with an edit`
  }
}

function placeOf({ folder, name }: { readonly folder: number; readonly name: number }): string {
  return `${folders[folder % folders.length]}/${names[name % names.length]}`
}

function isText(mode: Mode): boolean {
  return mode === '100644' || mode === '100755'
}

function entryOf(mode: Mode, stamp: string): Entry {
  if (mode === '160000')
    return { mode, text: Buffer.from(stamp).toString('hex').padEnd(40, '0').slice(0, 40) }
  return { mode, text: mode === '120000' ? `to/${stamp}` : textOf(stamp) }
}

function edited({ mode, text }: Entry, stamp: string): Entry {
  if (!isText(mode)) return entryOf(mode, stamp)
  const lines = text.split('\n')
  // Edits of different commits are mostly on different lines, so that they merge.
  const seed = [...stamp].reduce((sum, letter) => sum * 37 + letter.charCodeAt(0), 7)
  lines[seed % lines.length] = `edited by ${stamp}`
  return { mode, text: lines.join('\n') }
}

function rename(files: Map<string, Entry>, from: string, to: string, entry: Entry): string {
  files.delete(from)
  files.set(to, entry)
  return `moves ${from} to ${to}`
}

function swapCase(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
}

function moveFolder(
  files: Map<string, Entry>,
  { folder, to, below }: Extract<Change, { readonly does: 'move-folder' }>,
): string {
  const from = folders[folder % folders.length] ?? ''
  const target = `${folders[to % folders.length]}${below ? '/moved' : ''}`
  for (const [path, entry] of [...files])
    if (path.startsWith(`${from}/`)) rename(files, path, `${target}/${path.slice(from.length + 1)}`, entry)
  return `moves the folder ${from} to ${target}`
}

function prove(files: Map<string, Entry>, as: 'new' | 'blank' | 'copy', stamp: string): string {
  const path = `ops/proofs/${stamp}.txt`
  const old = [...files.values()].find(({ mode, text }) => isText(mode) && text !== '')
  const text = as === 'new' ? textOf(`proof ${stamp}`) : as === 'blank' ? ' \n\t\n' : (old?.text ?? '')
  files.set(path, { mode: '100644', text })
  return `adds ${path} (${as})`
}

/** Git has no file at the path of a folder. */
function withoutClashes(files: Map<string, Entry>): Files {
  const above = new Set<string>()
  for (const path of files.keys())
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
      above.add(path.slice(0, slash))
  for (const path of above) files.delete(path)
  return files
}
