import type { ChangedFile } from '@suite/change-rules'
import type { ProofFacts } from './case.ts'
import { faultOfContent, looksInside } from './judge-content.ts'
import type { Requirement } from './requirements.ts'

/** A changed file that could be a proof. Without a fault it counts. */
export interface ProofJudgement {
  readonly path: string
  readonly fault: string | undefined
}

/** The object ids of the empty blob, in repositories of SHA-1 and SHA-256. */
const emptyBlobs = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]

/** The changed files at places where a requirement looks for proofs. */
export function candidatesFor({ files: globs }: Pick<Requirement, 'files'>, files: readonly ChangedFile[]) {
  return files.filter(({ path }) => globs.some((glob) => glob.matches(path)))
}

/**
 * Judges a changed file as a proof. It counts where it is new content, in a regular file that is not empty, at
 * its new path, and holds what is demanded.
 */
export function judgeProof(
  { path, status }: ChangedFile,
  facts: ProofFacts,
  requirement: Requirement,
  now: Date,
): ProofJudgement {
  return { path, fault: faultOfFile(path, status, facts) ?? faultInside(path, facts, requirement, now) }
}

/** Why a changed file is no proof, whatever is demanded of its content. */
export function faultOfFile(
  path: string,
  status: ChangedFile['status'],
  facts: ProofFacts,
): string | undefined {
  if (status === 'removed') return 'is deleted by this change'
  if (/(^|\/)\.(git)?keep$/.test(path)) return 'only keeps a folder'
  const entry = facts.atHead.get(path)?.entry
  if (entry === undefined) return 'is not in the tree of the head'
  if (entry.kind !== 'file') return `is a ${entry.kind}`
  if (emptyBlobs.includes(entry.id)) return 'is empty'
  if (facts.known.has(entry.id))
    return 'has the content of a file that was there before: a rename, copy or change of mode'
  return undefined
}

function faultInside(
  path: string,
  facts: ProofFacts,
  requirement: Requirement,
  now: Date,
): string | undefined {
  if (!looksInside(requirement)) return undefined
  const bytes = facts.atHead.get(path)?.bytes
  return bytes === undefined ? 'could not be read' : faultOfContent(bytes, requirement, now)
}
