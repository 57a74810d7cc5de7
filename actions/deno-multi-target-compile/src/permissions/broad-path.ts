/**
 * Returns what makes a path mean everything, as in "is the root of the file system"; undefined if it does not. The
 * spellings of Windows count on every system, because the same value is in the binaries of all of them.
 */
export function broadPath(path: string): string | undefined {
  const { isAbsolute, isDrive, names, hadStar } = partsOf(path)
  if (isAbsolute && names.length === 0) return isDrive ? 'is a whole drive' : 'is the root of the file system'
  if (names.length > 0 && names.every((name) => name === '..'))
    return 'leads out of the folder in which the program starts'
  if (!isAbsolute && names.length === 0 && hadStar) return 'is meant to cover every file'
  return isAbsolute ? broadFolder(names) : undefined
}

interface Parts {
  readonly isAbsolute: boolean
  readonly isDrive: boolean
  /** The names on the way, without `.`, and without `..` where a name before it can be left out. */
  readonly names: readonly string[]
  /** Whether it ends with names made of stars, which deno takes as they are and people do not. */
  readonly hadStar: boolean
}

function partsOf(path: string): Parts {
  const slashed = path
    .replaceAll('\\', '/')
    .replace(/^\/\/[?.]\/UNC(\/|$)/i, '//')
    .replace(/^\/\/[?.](\/|$)/, '/')
  const local = slashed.replace(/^\/(?=[A-Za-z]:)/, '')
  const isDrive = /^[A-Za-z]:/.test(local)
  const isShare = /^\/\/[^/]/.test(local)
  const rest = isDrive ? local.slice(2) : local
  // `C:` and `C:x` start at the folder that the drive is in; a bare drive counts as the whole of it.
  const isAbsolute = rest.startsWith('/') || (isDrive && rest === '')
  const written = rest.split('/').filter((name) => name !== '' && name !== '.')
  const names: string[] = []
  for (const name of stripStars(written)) {
    if (name !== '..') names.push(trimmed(name))
    else if (names.length > 0 && names.at(-1) !== '..') names.pop()
    else if (!isAbsolute) names.push('..')
  }
  const hadStar = stripStars(written).length < written.length
  // The first two names of `\\server\share\x` are its drive.
  return { isAbsolute, isDrive: isDrive || isShare, names: isShare ? names.slice(2) : names, hadStar }
}

/** Leaves out the dots and spaces at the end of a name, which Windows ignores. */
function trimmed(name: string): string {
  const end = name.search(/[. ]{1,255}$/)
  return end > 0 ? name.slice(0, end) : name
}

function stripStars(names: readonly string[]): readonly string[] {
  const last = names.findLastIndex((name) => !/^\*{1,255}$/.test(name))
  return names.slice(0, last + 1)
}

const folders: ReadonlyMap<string, string> = new Map([
  ['home', 'holds the home folders of all users'],
  ['users', 'holds the home folders of all users'],
  ['root', 'is the home folder of the administrator'],
  ['var/root', 'is the home folder of the administrator'],
  ['proc', 'holds the memory and the environment of every process'],
  ['dev', 'holds every device of the machine'],
  ['sys', 'holds the settings of the whole machine'],
  ['volumes', 'holds every drive of the machine'],
  ['mnt', 'holds every drive of the machine'],
  ['system/volumes', 'holds every drive of the machine'],
  ['system/volumes/data', 'is a whole drive'],
  ['windows', 'holds the programs of the whole system'],
])

function broadFolder(names: readonly string[]): string | undefined {
  const lower = names.map((name) => name.toLowerCase())
  const [first, second, third] = lower
  const known = folders.get(lower.join('/'))
  if (known !== undefined) return known
  if ((first === 'home' || first === 'users') && lower.length === 2 && second !== 'shared')
    return 'is the whole home folder of a user'
  if (first === 'mnt' && second?.length === 1 && lower.length === 2) return 'is a whole drive'
  if (first === 'volumes' && lower.length === 2) return 'is a whole drive'
  if (first === 'proc' && second !== undefined && third === 'root' && lower.length === 3)
    return 'is the root of the file system'
  return undefined
}
