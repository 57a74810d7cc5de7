import type { ChangedFile, TreeEntry } from '@suite/changes'
import type { Review } from '@suite/forge'
import type { Move } from './moves.ts'

/** One change to judge: a pull request, the changes of a merge queue, or a push. */
export interface Case {
  /** `#12`, `the merge group`, `the push to refs/heads/main`. */
  readonly name: string
  readonly number: number | undefined
  /** Commits from before the change: content of one of them is not new. */
  readonly before: readonly string[]
  /** The last commit of the change. */
  readonly head: string
  readonly files: readonly ChangedFile[]
  /** The target branch of a pull request. */
  readonly base?: string | undefined
  /** The commit of a test merge, if the forge makes one: it must contain the proof, too. */
  readonly testMerge?: string | undefined
  /** Where the merge may change something else, according to the trees of both sides. */
  readonly moves?: readonly Move[] | undefined
  /** The labels of the pull request, read by this run; a push or merge group has no labels. */
  readonly labels: readonly string[]
  readonly author: string
}

/** The entry at a path of the head, and its content if it was read. */
export interface ProofContent {
  readonly entry: TreeEntry
  /** Undefined if it was not read. */
  readonly bytes: Uint8Array | undefined
}

/** Why a file that an action of this suite wrote does not count. */
export interface SuiteFault {
  readonly fault: string
  /** The verdict of valid evidence; a policy may require that verdict. */
  readonly verdict?: 'fail' | 'skip'
}

/** The facts about the files that could be proofs of a case. */
export interface ProofFacts {
  /** By path. A path that is not at the head is missing. */
  readonly atHead: ReadonlyMap<string, ProofContent>
  /** Object ids of all content from before the change. */
  readonly known: ReadonlySet<string>
  /** Files of this suite that do not count, by path. */
  readonly suiteFaults: ReadonlyMap<string, SuiteFault>
  /** The tree of the test merge, if the forge made one. */
  readonly merged?: ReadonlyMap<string, TreeEntry> | undefined
}

/** The facts about approvals, for waivers. */
export interface ApprovalFacts {
  readonly reviews: readonly Review[]
  /** Logins of approvers by team, as far as they were read. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /**
   * When the head was last replaced or the base last changed, in milliseconds since 1970. Approvals until then do
   * not count.
   */
  readonly replacedAt: number | undefined
  /** Approvals that do not count, and why. */
  readonly doubts: readonly string[]
}
