import { type Random, startRandom } from './random.ts'

/** The files of a commit: text by path. */
export type Files = ReadonlyMap<string, string>

/** A commit of a generated history; parents are indexes in the list. */
export interface Drawn {
  readonly parents: readonly number[]
  readonly files: Files
}

/** A branch and its base, as indexes in a list of commits. */
export interface DrawnHistory {
  readonly commits: readonly Drawn[]
  readonly base: number
  readonly head: number
}

/** How often each change happens, in percent. */
export interface Habits {
  readonly moveFile: number
  readonly moveFolder: number
  readonly remove: number
  readonly add: number
  /** How often the branch merges its base, and both merge each other. */
  readonly merge: number
  readonly cross: number
  /** The maximum number of commits of each side, and of changes of a commit. */
  readonly length: number
  readonly changes: number
}

/** Folders and files of a small service; some of them cause a duty. */
const folders = [
  '',
  'src',
  'src/lib',
  'src/lib/deep',
  'api',
  'api/src',
  'api/src/routes',
  'docs',
  'ops/proofs',
  'web',
]
const names = ['index.ts', 'handler.ts', 'routes.ts', 'cors.ts', 'wrangler.toml', 'notes.md', 'proof.txt']

export function drawHistory(seed: number, habits: Habits): DrawnHistory {
  const random = startRandom(seed)
  const commits: Drawn[] = []
  const commit = (parents: readonly number[], files: Files) => commits.push({ parents, files }) - 1
  const at = (place: number) => commits[place]?.files ?? new Map()
  const grow = (from: number, most: number) => {
    let tip = from
    for (let left = random.below(most) + 1; left > 0; left -= 1)
      tip = commit([tip], change(at(tip), random, habits))
    return tip
  }
  const join = (ours: number, theirs: number, before: number) =>
    commit([ours, theirs], merged(at(before), at(ours), at(theirs), random))

  const root = commit([], begin(random))
  let base = grow(root, habits.length)
  let head = grow(root, habits.length)
  if (random.chance(habits.cross)) {
    const [one, other] = [base, head]
    base = join(one, other, root)
    head = join(other, one, root)
    base = grow(base, habits.length)
    head = grow(head, habits.length)
  } else if (random.chance(habits.merge)) {
    const taken = base
    head = join(head, taken, root)
    if (random.chance(50)) base = grow(base, habits.length)
    if (random.chance(50)) head = grow(head, habits.length)
  }
  return { commits, base, head }
}

function begin(random: Random): Files {
  const files = new Map<string, string>()
  for (let left = 14; left > 0; left -= 1) files.set(drawPath(random), drawText(random))
  return files
}

function drawPath(random: Random): string {
  const folder = random.pick(folders)
  return `${folder === '' ? '' : `${folder}/`}${random.pick(names)}`
}

/** Returns a text that shares few lines with other files; sometimes no lines, or lines of many files. */
function drawText(random: Random): string {
  if (random.chance(3)) return ''
  if (random.chance(5)) return 'export {}\n'
  const name = random.below(1_000_000)
  return Array.from({ length: 12 }, (_, line) => `${name} is in line ${line}\n`).join('')
}

function edit(text: string, random: Random): string {
  const lines = text.split('\n')
  lines[random.below(lines.length)] = `edited ${random.below(1_000_000)}`
  return lines.join('\n')
}

function change(before: Files, random: Random, habits: Habits): Files {
  const files = new Map(before)
  for (let left = random.below(habits.changes) + 1; left > 0; left -= 1) changeOnce(files, random, habits)
  return withoutClashes(files)
}

function changeOnce(files: Map<string, string>, random: Random, habits: Habits): void {
  const paths = [...files.keys()]
  if (paths.length === 0 || random.chance(habits.add)) {
    files.set(drawPath(random), drawText(random))
    return
  }
  const path = random.pick(paths)
  const text = files.get(path) ?? ''
  if (random.chance(habits.moveFolder)) moveFolder(files, random)
  else if (random.chance(habits.moveFile)) {
    files.delete(path)
    files.set(drawPath(random), random.chance(30) ? edit(text, random) : text)
  } else if (random.chance(habits.remove)) files.delete(path)
  else files.set(path, edit(text, random))
}

function moveFolder(files: Map<string, string>, random: Random): void {
  const from = random.pick(folders)
  const to = `${random.pick(folders)}${random.chance(50) ? '/moved' : ''}`.replace(/^\//, '')
  if (from === '' || to === from) return
  for (const [path, text] of [...files]) {
    if (!path.startsWith(`${from}/`)) continue
    files.delete(path)
    files.set(
      `${to === '' ? '' : `${to}/`}${path.slice(from.length + 1)}`,
      random.chance(15) ? edit(text, random) : text,
    )
  }
}

/** Git has no file at the path of a folder. */
function withoutClashes(files: Map<string, string>): Files {
  for (const path of [...files.keys()])
    if ([...files.keys()].some((other) => other.startsWith(`${path}/`))) files.delete(path)
  return files
}

/** Returns a merge as a person may make it: path by path, or all of one side. */
function merged(before: Files, ours: Files, theirs: Files, random: Random): Files {
  if (random.chance(20)) return random.chance(50) ? ours : theirs
  const paths = new Set([...before.keys(), ...ours.keys(), ...theirs.keys()])
  const files = new Map<string, string>()
  for (const path of paths) {
    const text = ours.get(path) === before.get(path) ? theirs.get(path) : ours.get(path)
    if (text !== undefined) files.set(path, text)
  }
  return withoutClashes(files)
}
