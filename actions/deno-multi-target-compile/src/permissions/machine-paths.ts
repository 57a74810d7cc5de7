/** A place in the metadata that holds a path of the machine that built it. */
export interface MachinePath {
  /** Such as `permissions.allow_read.0`. */
  readonly field: string
  readonly value: string
  /** The folder that the value begins with or holds. */
  readonly folder: string
}

/** Returns every text in a value, however deep, that holds one of the folders of the machine. */
export function machinePaths(value: unknown, folders: readonly string[]): readonly MachinePath[] {
  const spellings = folders.flatMap((folder) => spellingsOf(folder).map((spelling) => ({ folder, spelling })))
  const found: MachinePath[] = []
  const check = (field: string, text: string) => {
    const hit = spellings.find(({ spelling }) => holds(text, spelling))
    if (hit !== undefined) found.push({ field, value: text, folder: hit.folder })
  }
  const waiting: { readonly field: string; readonly part: unknown }[] = [{ field: '', part: value }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { field, part } = next
    if (typeof part === 'string') check(field, part)
    if (typeof part !== 'object' || part === null) continue
    for (const [name, member] of Object.entries(part).toReversed()) {
      const inner = field === '' ? name : `${field}.${name}`
      check(inner, name)
      waiting.push({ field: inner, part: member })
    }
  }
  return found
}

/** A folder at the root, such as `/tmp`, says nothing about a machine. */
function spellingsOf(folder: string): readonly string[] {
  const slashed = folder.replaceAll('\\', '/').replace(/\/{1,8}$/, '')
  const names = slashed.split('/').filter((name) => name !== '' && !/^[A-Za-z]:$/.test(name))
  if (names.length < 2) return []
  return [...new Set([slashed, slashed.replaceAll('/', '\\'), encodeURI(slashed)])]
}

/** Says whether a text holds a folder as a path of its own, not as a part of a longer name. */
function holds(text: string, folder: string): boolean {
  for (let at = text.indexOf(folder); at >= 0; at = text.indexOf(folder, at + 1)) {
    const [before, after] = [text[at - 1] ?? '', text[at + folder.length] ?? '']
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return true
  }
  return false
}
