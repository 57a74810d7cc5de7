import type { ChangedFile, Changes, TreeEntry } from '@suite/changes'
import type { ProofContent, ProofFacts } from './case.ts'
import type { Question } from './decide.ts'
import { candidatesFor, faultOfFile, isTooLarge } from './judge-proofs.ts'
import type { Requirement } from './requirements.ts'
import { findSuiteFaults, folderOf, transcriptsToRead } from './suite-files.ts'

/** The maximum number of files of one change to read, and of their bytes. */
const mostRead = 300
const mostBytes = 64 * 1024 * 1024

type Entries = ReadonlyMap<string, TreeEntry>

/**
 * Returns the content at the paths of the candidates, and the evidence and transcripts of this suite next to them.
 * It sends requests only if proofs are required and some file could be one.
 */
export async function gatherProofs(
  changes: Changes,
  { of, requirements }: Pick<Question, 'of' | 'requirements'>,
): Promise<ProofFacts> {
  const candidates = candidatesInTurn(requirements, of.files)
  if (candidates.length === 0) return { atHead: new Map(), known: new Set(), suiteFaults: new Map() }
  const [merged, head, ...before] = await Promise.all([
    of.testMerge === undefined ? undefined : changes.tree(of.testMerge),
    changes.tree(of.head),
    ...of.before.map((commit) => changes.tree(commit)),
  ])
  const known = new Set(before.flatMap((tree) => [...tree.values()].map(({ id }) => id)))
  const found = contentsOf(
    head,
    candidates.map(({ path }) => path),
  )
  const facts = { atHead: found, known, merged, suiteFaults: new Map() }
  const sound = candidates.filter(({ path, status }) => faultOfFile(path, status, facts) === undefined)
  const paths = sound.map(({ path }) => path).slice(0, mostRead)
  const read = await withBytes(changes, [
    ...contentsOf(head, paths),
    ...contentsOf(head, evidenceNextTo(paths, head, of.files)),
  ])
  const transcripts = transcriptsToRead(read)
  const missing = [...head.keys()].filter((path) => transcripts.has(path.toLowerCase()) && !read.has(path))
  const all = new Map([...read, ...(await withBytes(changes, contentsOf(head, missing.slice(0, mostRead))))])
  return { ...facts, atHead: new Map([...found, ...all]), suiteFaults: findSuiteFaults(all) }
}

/**
 * Returns the first candidate of each requirement, then the second of each, so that a requirement with many
 * candidates does not prevent the others from being read.
 */
function candidatesInTurn(
  requirements: readonly Requirement[],
  files: readonly ChangedFile[],
): readonly ChangedFile[] {
  const ranked = requirements.flatMap((each) =>
    candidatesFor(each, files).map((file, rank) => ({ file, rank })),
  )
  return [...new Set(ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file))]
}

/**
 * Returns the evidence in the folders of possible proofs: by the file name that its action uses, or any JSON of
 * this change in the folder.
 */
function evidenceNextTo(
  paths: readonly string[],
  head: Entries,
  files: readonly ChangedFile[],
): readonly string[] {
  const folders = new Set(paths.map(folderOf))
  const changed = files.map(({ path }) => path).filter((path) => /\.json$/i.test(path))
  const kept = [...head.keys()].filter((path) => /(^|\/)evidence\.json$/i.test(path))
  const near = [...new Set([...kept, ...changed])].filter((path) => folders.has(folderOf(path)))
  return near.filter((path) => !paths.includes(path)).slice(0, mostRead)
}

function contentsOf(head: Entries, paths: readonly string[]): Map<string, ProofContent> {
  const found = new Map<string, ProofContent>()
  for (const path of paths) {
    const entry = head.get(path)
    if (entry) found.set(path, { entry, bytes: undefined })
  }
  return found
}

async function withBytes(
  changes: Changes,
  contents: Iterable<readonly [string, ProofContent]>,
): Promise<ReadonlyMap<string, ProofContent>> {
  let left = mostBytes
  const read = [...contents]
    .filter(([, { entry }]) => entry.kind === 'file' && !isTooLarge(entry))
    .filter(([, { entry }]) => {
      left -= entry.size ?? 0
      return left >= 0
    })
  const bytes = await Promise.all(read.map(([, { entry }]) => changes.blob(entry.id)))
  return new Map(read.map(([path, { entry }], index) => [path, { entry, bytes: bytes[index] }]))
}
