import type { Changes } from '@suite/changes'
import { listTouchedPaths } from '@suite/changes'
import type { Forge, PullRequestWithFiles, TestMerge } from '@suite/forge'
import { gatherLanding } from '../../src/landing.ts'

/** The verdict of the gate on a branch. */
export interface Judged {
  /** Paths that certainly change. */
  readonly changed: ReadonlySet<string>
  /** Paths that may also change. */
  readonly possible: ReadonlySet<string>
  /** Whether the gate fails, regardless of the paths. */
  readonly fails: boolean
}

/**
 * Returns the verdict of the gate on a branch in a clone, as a pull request of a forge with or without a test
 * merge.
 */
export async function judge(
  changes: Changes,
  { base, head, merge }: { readonly base: string; readonly head: string; readonly merge: string | undefined },
): Promise<Judged> {
  const history = await changes.history(base, head)
  const files = await changes.between(history.mergeBases[0] ?? '', head)
  const testMerge: TestMerge | undefined = merge === undefined ? undefined : { id: merge, base }
  const pull: PullRequestWithFiles = {
    number: 1,
    title: '',
    author: 'ada',
    head: { sha: head, ref: 'topic' },
    base: { sha: base, ref: 'main' },
    labels: [],
    changedFiles: files.length,
    isOpen: true,
    mayBeRebased: true,
    files,
    filesFrom: 'trees',
  }
  const pullRequests = { testMerge: async () => testMerge } as Partial<Forge['pullRequests']>
  const forge = { changes, pullRequests } as Forge
  const landing = await gatherLanding(forge, pull, { tip: base, history })
  return {
    changed: new Set(listTouchedPaths([...files, ...landing.files])),
    possible: new Set(landing.moves.flatMap(({ to }) => to)),
    fails: landing.moves.some(({ tooMany }) => tooMany),
  }
}
