import type { ChangedFile, TreeEntry } from '@suite/changes'
import type { Review } from '@suite/forge'
import type { Move } from './moves.ts'

/** One change that is judged: a pull request, what a merge queue would merge, or a push. */
export interface Case {
  /** `#12`, `the merge group`, `the push to refs/heads/main`. */
  readonly name: string
  readonly number: number | undefined
  /** Commits from before the change: what stands in one of them is not new. */
  readonly before: readonly string[]
  /** The commit that the change ends in. */
  readonly head: string
  readonly files: readonly ChangedFile[]
  /** The name of the branch that a pull request goes to. */
  readonly base?: string | undefined
  /** The commit that a merge would make, where the forge tries it: a proof must be there, too. */
  readonly testMerge?: string | undefined
  /** Where the merge may change something besides, as far as the trees of both sides tell. */
  readonly moves?: readonly Move[] | undefined
  /** On the pull request, freshly read; a push or merge group has none. */
  readonly labels: readonly string[]
  readonly author: string
}

/** What is at a path of the head, and what is in it where that was asked for. */
export interface ProofContent {
  readonly entry: TreeEntry
  /** Missing where it was not read. */
  readonly bytes: Uint8Array | undefined
}

/** Why a file that an action of this suite wrote does not count. */
export interface SuiteFault {
  readonly fault: string
  /** The verdict of evidence that is as it was written: a policy may ask for just that one. */
  readonly verdict?: 'fail' | 'skip'
}

/** What is known of the files that could be proofs of a case. */
export interface ProofFacts {
  /** By path. A path that is not at the head is missing. */
  readonly atHead: ReadonlyMap<string, ProofContent>
  /** Object ids of everything that was there before the change. */
  readonly known: ReadonlySet<string>
  /** Files of this suite that do not count, by path. */
  readonly suiteFaults: ReadonlyMap<string, SuiteFault>
  /** The tree of the test merge, where the forge has made one. */
  readonly merged?: ReadonlyMap<string, TreeEntry> | undefined
}

/** What is known of approvals, for waivers. */
export interface ApprovalFacts {
  readonly reviews: readonly Review[]
  /** Logins of approvers by team, as far as they were asked for. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** When the head was last replaced or the base changed, in milliseconds since 1970: approvals until then do not count. */
  readonly replacedAt: number | undefined
  /** Which approvals are not counted, and why. */
  readonly doubts: readonly string[]
}
