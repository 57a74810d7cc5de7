import type { ChangedFile, TreeEntry } from '@suite/changes'
import type { ProofFacts } from './case.ts'
import { faultOfEmptyContent } from './empty-content.ts'
import { faultOfContent, looksInside } from './judge-content.ts'
import type { Requirement } from './requirements.ts'

/** A changed file that could be a proof. It counts if it has no fault. */
export interface ProofJudgement {
  readonly path: string
  readonly fault: string | undefined
}

/** The object ids of the empty blob, in repositories of SHA-1 and SHA-256. */
const emptyBlobs = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]

/** Returns the changed files at the paths of a requirement. */
export function candidatesFor({ files: globs }: Pick<Requirement, 'files'>, files: readonly ChangedFile[]) {
  return files.filter(({ path }) => globs.some((glob) => glob.matches(path)))
}

/**
 * Judges a changed file as a proof. It counts if it is new content in a regular file that is not empty, at its new
 * path, and meets the demands.
 */
export function judgeProof(
  { path, status }: ChangedFile,
  facts: ProofFacts,
  requirement: Requirement,
  now: Date,
): ProofJudgement {
  const fault =
    faultOfFile(path, status, facts) ??
    faultOfContents(path, facts) ??
    faultOfSuiteFile(path, facts, requirement) ??
    faultInside(path, facts, requirement, now)
  return { path, fault }
}

/** Returns why a changed file is not a proof, regardless of what its content must be. */
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
  if (facts.merged && facts.merged.get(path)?.id !== entry.id)
    return 'is moved or changed by the merge, because the base branch has changed since: update the branch'
  return undefined
}

/** Returns why the content of a file is not a proof, regardless of the demands. */
function faultOfContents(path: string, { atHead }: ProofFacts): string | undefined {
  const content = atHead.get(path)
  if (content !== undefined && isTooLarge(content.entry)) return `is larger than ${largestProof}`
  if (content?.bytes === undefined)
    return 'was not looked into: of one change at most 300 files are, of 64 MiB together'
  return faultOfEmptyContent(content.bytes)
}

/**
 * Returns the fault of a file of this suite. Only a policy that explicitly requires evidence of a failure accepts
 * it.
 */
function faultOfSuiteFile(
  path: string,
  { suiteFaults }: ProofFacts,
  { contains }: Requirement,
): string | undefined {
  const found = suiteFaults.get(path)
  const isAskedFor = contains.some((rule) => 'evidence' in rule && rule.evidence.verdict === found?.verdict)
  return isAskedFor ? undefined : found?.fault
}

function faultInside(
  path: string,
  facts: ProofFacts,
  requirement: Requirement,
  now: Date,
): string | undefined {
  const bytes = facts.atHead.get(path)?.bytes
  if (bytes === undefined || !looksInside(requirement)) return undefined
  return faultOfContent(bytes, requirement, now)
}

const mostBytes = 5 * 1024 * 1024
const largestProof = '5 MiB, which is not looked into'

/** Returns whether a file is too large to be read. If the forge does not report the size, the file is read. */
export function isTooLarge({ size = 0 }: Pick<TreeEntry, 'size'>): boolean {
  return size > mostBytes
}
