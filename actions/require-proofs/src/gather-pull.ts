import type { Changes } from '@suite/changes'
import { type ChangedFile, listTouchedPaths, requireMergeBase } from '@suite/changes'
import { OutsideError } from '@suite/errors'
import type { Expectation, Forge, PullRequest, PullRequestWithFiles } from '@suite/forge'
import { forgeReasons } from '@suite/forge/reasons'
import type { Case } from './case.ts'
import { gatherLanding, type Place } from './landing.ts'
import { readPull } from './read-pull.ts'

/**
 * In a repository up to this size, in kilobytes, trees are read together with everything else instead of after it.
 */
export const smallRepository = 20_000

export interface PullWanted {
  readonly number: number
  readonly expectation: Expectation
  /** Returns where a commit lands in a branch. */
  readonly findPlace: (branch: string, commit: string) => Promise<Place>
}

/**
 * Returns a pull request as it would land. It reads once more if the base changes during the read.
 * @throws OutsideError `head-moved` if it keeps changing, or is not at the head and base of the event
 */
export async function gatherPull(forge: Forge, wanted: PullWanted): Promise<Case> {
  const { number, expectation } = wanted
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const pull = await readPull(forge, number, expectation)
    if (expectation.head !== undefined) requireAsNamed(pull, expectation.head, expectation.baseRef)
    const found = pull.isOpen
      ? await gatherOpen(forge, pull, wanted)
      : await gatherClosed(forge.changes, pull)
    if (found !== undefined) return found
  }
  throw moved(`#${number} goes to a branch that was pushed to twice while it was read`)
}

/** @returns undefined if the concurrent reads may be from different moments */
async function gatherOpen(
  forge: Forge,
  pull: PullRequestWithFiles,
  { expectation, findPlace }: PullWanted,
): Promise<Case | undefined> {
  const place = await findPlace(pull.base.ref, pull.head.sha)
  const isSmall = (expectation.repositoryKilobytes ?? Infinity) <= smallRepository
  const shown = isSmall ? byTrees(forge.changes, pull, place) : place.history.files
  const isCertain = shown !== undefined || pull.filesFrom === 'trees'
  const [landing, files = [], again] = await Promise.all([
    gatherLanding(forge, pull, place),
    shown,
    isCertain ? pull : forge.pullRequests.current(pull.number),
  ])
  if (!isAsRead(pull, again)) return undefined
  const { tip, history, testMerge, moves } = landing
  return {
    ...caseOf(pull, [tip, ...history.mergeBases]),
    files: joined([pull.files, files, landing.files]),
    base: pull.base.ref,
    testMerge,
    moves,
  }
}

/** Returns the case of a merged or closed pull request. It no longer lands, so it is judged by what it changed. */
async function gatherClosed(changes: Changes, pull: PullRequestWithFiles): Promise<Case> {
  return caseOf(pull, [pull.base.sha, await requireMergeBase(changes, pull.base.sha, pull.head.sha)])
}

/**
 * Returns the case of a pull request. A branch that is behind its base contains old files of the base; those are
 * not new either.
 */
export function caseOf(
  { number, head, files, labels, author }: PullRequestWithFiles,
  before: readonly string[],
): Case {
  return { name: `#${number}`, number, before: [...new Set(before)], head: head.sha, files, labels, author }
}

/**
 * Returns the case with the changes between two commits. A list that was read while the base changed may be that of
 * the other base; two commits give the right one.
 */
async function byTrees(
  changes: Changes,
  { head }: PullRequest,
  { history: { mergeBases } }: Place,
): Promise<readonly ChangedFile[]> {
  return (await Promise.all(mergeBases.map((base) => changes.between(base, head.sha)))).flat()
}

/** Returns the rows of the first list, and those rows of the others whose paths no earlier list contains. */
function joined([first = [], ...others]: readonly (readonly ChangedFile[])[]): readonly ChangedFile[] {
  const known = new Set(listTouchedPaths(first))
  const more: ChangedFile[] = []
  for (const file of others.flat()) {
    const paths = listTouchedPaths([file])
    if (paths.every((path) => known.has(path))) continue
    more.push(file)
    for (const path of paths) known.add(path)
  }
  return [...first, ...more]
}

function isAsRead(before: PullRequest, { head, base, number }: PullRequest): boolean {
  if (head.sha !== before.head.sha || base.ref !== before.base.ref)
    throw moved(`#${number} was pushed to, or its base was changed, while it was read`)
  return base.sha === before.base.sha
}

/**
 * Checks that the pull request is at the head and base of the event. The verdict is shown at that head, and the
 * rules are those of that base. A newer head may have proofs that this one lacks, and could be reverted; an old
 * base may have weaker rules.
 * @throws OutsideError `head-moved` if it is not
 */
function requireAsNamed({ number, head, base }: PullRequestWithFiles, sha: string, branch = base.ref): void {
  if (head.sha === sha && base.ref === branch) return
  const is = head.sha === sha ? `goes to ${base.ref}` : `is at ${head.sha}`
  throw moved(`#${number} ${is}, and this run is about ${head.sha === sha ? branch : sha}`)
}

function moved(what: string): OutsideError {
  return new OutsideError(
    forgeReasons['head-moved'],
    what,
    'Do not start an old run again: the push or the new base started another run.',
  )
}
