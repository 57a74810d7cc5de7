import { apply } from './change.ts'
import type { Clone } from './clone.ts'
import { type Entry, type Files, firstFiles } from './files.ts'
import { type Branch, branches, type History, type Resolution, type Step } from './history.ts'
import { treeOfMerge } from './merges.ts'

/** A history in a real repository. */
export interface Grown {
  /** The last commit of each branch. */
  readonly tips: ReadonlyMap<Branch, string>
  /** What happened, one line for each step. */
  readonly words: readonly string[]
}

interface Commit {
  readonly at: number
  readonly parents: readonly Commit[]
  readonly files: Files
  id?: string
}

/** Writes a history to a repository. Steps that git or a person cannot do are left out. */
export async function grow(clone: Clone, history: History): Promise<Grown> {
  const commits: Commit[] = []
  const commit = (parents: readonly Commit[], files: Files): Commit => {
    const made = { at: commits.length, parents, files }
    commits.push(made)
    return made
  }
  const write = async () => {
    const waiting = commits.filter(({ id }) => id === undefined)
    const places = new Map(waiting.map((each, place) => [each, place]))
    const ids = await clone.write(
      waiting.map(({ parents, files }) => ({
        parents: parents.map((each) => each.id ?? places.get(each) ?? 0),
        files,
      })),
    )
    for (const [place, each] of waiting.entries()) each.id = ids[place] ?? ''
  }
  /** Returns the files of a merge; undefined if git finds a conflict. */
  const byGit = async (ours: Commit, theirs: Commit) => {
    await write()
    const tree = await treeOfMerge(clone, ours.id ?? '', theirs.id ?? '')
    return tree === undefined ? undefined : clone.read(tree)
  }
  const merged = async (ours: Commit, theirs: Commit, by: Resolution): Promise<Files> => {
    if (by === 'ours') return ours.files
    if (by === 'theirs') return theirs.files
    const clean = by === 'git' ? await byGit(ours, theirs) : undefined
    return clean ?? pathByPath(commonOf(ours, theirs).files, ours.files, theirs.files)
  }

  const root = commit([], firstFiles)
  const tips = new Map<Branch, Commit>(branches.map((branch) => [branch, root]))
  const tipOf = (branch: Branch) => tips.get(branch) ?? root
  const words: string[] = []

  const take = async (step: Step, place: number): Promise<string | undefined> => {
    switch (step.step) {
      case 'commit': {
        let files = tipOf(step.on).files
        const done: string[] = []
        for (const [at, change] of step.changes.entries()) {
          const changed = apply(files, change, `step-${place + 1}-${at + 1}`)
          files = changed.files
          done.push(changed.words)
        }
        tips.set(step.on, commit([tipOf(step.on)], files))
        return `${step.on}: ${done.length === 0 ? 'an empty commit' : done.join(', ')}`
      }
      case 'merge': {
        const [ours, theirs] = [tipOf(step.on), tipOf(step.from)]
        if (includes(ours, theirs)) return undefined
        tips.set(step.on, commit([ours, theirs], await merged(ours, theirs, step.by)))
        return `${step.on}: merges ${step.from} (${step.by})`
      }
      case 'cross': {
        const [ours, theirs] = [tipOf(step.on), tipOf(step.from)]
        if (includes(ours, theirs) || includes(theirs, ours)) return undefined
        tips.set(step.on, commit([ours, theirs], await merged(ours, theirs, step.by)))
        tips.set(step.from, commit([theirs, ours], await merged(theirs, ours, step.by)))
        return `${step.on} and ${step.from}: merge each other (${step.by})`
      }
      case 'octopus': {
        const ours = tipOf(step.on)
        const others = step.from.map(tipOf)
        const [first = ours, second = ours] = others
        if (first === second || others.some((each) => includes(ours, each))) return undefined
        const half = await byGit(ours, first)
        const whole = half && (await byGit(commit([ours, first], half), second))
        if (whole === undefined) return undefined
        tips.set(step.on, commit([ours, first, second], whole))
        return `${step.on}: merges ${step.from.join(' and ')} in one commit`
      }
      case 'revert': {
        const reverted = backFrom(tipOf(step.on), step.back)
        const [parent] = reverted.parents
        if (parent === undefined) return undefined
        const files = pathByPath(reverted.files, tipOf(step.on).files, parent.files)
        tips.set(step.on, commit([tipOf(step.on)], files))
        return `${step.on}: reverts its commit ${step.back} before the last one`
      }
      case 'drop': {
        const to = backFrom(tipOf(step.on), step.back + 1)
        if (to === tipOf(step.on)) return undefined
        tips.set(step.on, to)
        return `${step.on}: is force-pushed, without its last commits (${step.back + 1})`
      }
      case 'start':
        if (tipOf(step.on) === tipOf(step.from)) return undefined
        tips.set(step.on, tipOf(step.from))
        return `${step.on}: is force-pushed to ${step.from}`
      case 'squash': {
        const [ours, theirs] = [tipOf('main'), tipOf(step.from)]
        const files = includes(ours, theirs) ? undefined : await byGit(ours, theirs)
        if (files === undefined) return undefined
        tips.set('main', commit([ours], files))
        return `main: squashes ${step.from}`
      }
    }
  }
  for (const [place, step] of history.entries()) {
    const done = await take(step, place)
    if (done !== undefined) words.push(done)
  }
  await write()
  return { tips: new Map([...tips].map(([branch, { id }]) => [branch, id ?? ''])), words }
}

function backFrom(commit: Commit, steps: number): Commit {
  const [parent] = commit.parents
  return steps === 0 || parent === undefined ? commit : backFrom(parent, steps - 1)
}

function ancestorsOf(commit: Commit): Set<Commit> {
  const found = new Set([commit])
  for (const each of found) for (const parent of each.parents) found.add(parent)
  return found
}

function includes(commit: Commit, other: Commit): boolean {
  return ancestorsOf(commit).has(other)
}

/** Returns the newest commit that both have. */
function commonOf(ours: Commit, theirs: Commit): Commit {
  const known = ancestorsOf(theirs)
  return [...ancestorsOf(ours)].filter((each) => known.has(each)).reduce((a, b) => (a.at > b.at ? a : b))
}

/** Returns our files, with what the other side changed at paths that we did not change. */
function pathByPath(before: Files, ours: Files, theirs: Files): Files {
  const files = new Map<string, Entry>()
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const entry = isSame(ours.get(path), before.get(path)) ? theirs.get(path) : ours.get(path)
    const isBelowFile = [...files.keys()].some(
      (each) => path.startsWith(`${each}/`) || each.startsWith(`${path}/`),
    )
    if (entry !== undefined && !isBelowFile) files.set(path, entry)
  }
  return files
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.mode === other?.mode && one?.text === other?.text
}
