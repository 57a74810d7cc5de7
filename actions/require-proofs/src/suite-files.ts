import { type RecognizedEvidence, type RecognizedTranscript, recognize } from '@suite/evidence'
import { visible } from '@suite/report'
import type { ProofContent, SuiteFault } from './case.ts'
import { decodeProof } from './proof-text.ts'

type At<Recognized> = Recognized & { readonly path: string }

interface Recognition {
  readonly evidences: readonly At<RecognizedEvidence>[]
  readonly transcripts: readonly At<RecognizedTranscript>[]
}

/**
 * Returns the files of this suite that do not count, by path: edited evidence, evidence whose verdict is not `pass`
 * or that has no transcript left, and each transcript whose evidence does not count or does not exist.
 *
 * @param files the content at the head, as far as it was read
 */
export function findSuiteFaults(files: ReadonlyMap<string, ProofContent>): ReadonlyMap<string, SuiteFault> {
  const { evidences, transcripts } = recognizeAll(files)
  const faults = new Map<string, SuiteFault>()
  for (const each of evidences) {
    const fault = faultOfEvidenceFile(each, transcripts)
    if (fault) faults.set(each.path, fault)
  }
  const owners = evidences.filter(({ path }) => faults.has(path))
  const sound = new Set(
    evidences.filter(({ path }) => !faults.has(path)).map(({ evidence }) => evidence?.digest),
  )
  for (const each of transcripts) {
    const fault = faultOfTranscript(each, sound, owners)
    if (fault) faults.set(each.path, { fault })
  }
  // A transcript that was edited beyond recognition still has its name.
  const named = new Map(owners.flatMap((owner) => namesNextTo(owner).map((path) => [path, owner] as const)))
  for (const path of files.keys()) {
    const owner = named.get(path.toLowerCase())
    if (owner && !faults.has(path))
      faults.set(path, { fault: `has the name of a transcript of ${describeEvidence(owner)}` })
  }
  return faults
}

/** Returns the paths of the transcripts of evidence, in lower case; empty if one of its transcripts was read. */
export function transcriptsToRead(files: ReadonlyMap<string, ProofContent>): ReadonlySet<string> {
  const { evidences, transcripts } = recognizeAll(files)
  const lacking = evidences.filter(
    ({ evidence }) => !transcripts.some((each) => isOf(each, evidence?.digest)),
  )
  return new Set(lacking.flatMap(namesNextTo))
}

function recognizeAll(files: ReadonlyMap<string, ProofContent>): Recognition {
  const evidences: At<RecognizedEvidence>[] = []
  const transcripts: At<RecognizedTranscript>[] = []
  for (const [path, { bytes }] of files) {
    const text = bytes && decodeProof(bytes)
    const found = text === undefined ? undefined : recognize(text)
    if (found?.is === 'evidence') evidences.push({ ...found, path })
    if (found?.is === 'transcript') transcripts.push({ ...found, path })
  }
  return { evidences, transcripts }
}

function faultOfEvidenceFile(
  { evidence, fault, transcripts: names }: RecognizedEvidence,
  transcripts: readonly RecognizedTranscript[],
): SuiteFault | undefined {
  if (evidence === undefined)
    return { fault: `is not evidence as an action of this suite wrote it: ${fault}` }
  const { verdict, digest } = evidence
  if (verdict !== 'pass') return { fault: `is evidence with the verdict ${verdict}, not pass`, verdict }
  if (names.length === 0 || transcripts.some((each) => isOf(each, digest))) return undefined
  return { fault: `is evidence whose transcripts are gone, such as ${visible(names[0] ?? '')}` }
}

function faultOfTranscript(
  { digests, passed }: RecognizedTranscript,
  sound: ReadonlySet<string | undefined>,
  owners: readonly At<RecognizedEvidence>[],
): string | undefined {
  if (!passed) return 'is the transcript of a probe that did not pass'
  if (digests.length > 0 && digests.every((digest) => sound.has(digest))) return undefined
  const owner = owners.find(({ evidence }) => evidence && digests.includes(evidence.digest))
  return owner
    ? `is a transcript of ${describeEvidence(owner)}`
    : 'is a transcript without the evidence that it belongs to: add the evidence.json of the same run'
}

function describeEvidence({ path }: At<RecognizedEvidence>): string {
  return `${visible(path)}, which does not count`
}

function isOf({ digests }: RecognizedTranscript, digest: string | undefined): boolean {
  return digest !== undefined && digests.includes(digest)
}

/** Returns names in lower case. */
function namesNextTo({ path, transcripts }: At<RecognizedEvidence>): string[] {
  return transcripts.map((name) => `${folderOf(path)}${name}`.toLowerCase())
}

/** Returns a folder with the slash at its end; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
