import { UsageError } from '@suite/errors'
import { canonicalize, type Json } from './canonicalize.ts'
import { type Evidence, makeEvidence } from './evidence.ts'
import { findProofs } from './find-proofs.ts'
import { findSecrets } from './find-secrets.ts'
import { evidenceReasons } from './reasons.ts'
import { replaceFiles } from './replace-files.ts'

const evidenceFile = 'evidence.json'
const fileName = /^[A-Za-z0-9](?:[\w.-]{0,98}[A-Za-z0-9])?$/

/**
 * Writes `<folder>/evidence.json` (canonical JSON and a newline) and its proofs next to it. If one file cannot be
 * written, none is. Every file is read back. `redact` is applied to every string before the digest is computed and
 * the proofs are rendered, so that they agree. A file that still looks like it contains a secret is refused before
 * anything is written. Proofs of the previous evidence in the folder are removed.
 *
 * @returns the path of evidence.json, the digest of its contents after redaction, and the names of all files
 * @throws UsageError `proof-dir-unusable`, UsageError `secret-in-evidence`, OutsideError `evidence-not-written`
 */
export async function writeEvidence(options: {
  readonly folder: string
  readonly evidence: Evidence
  /**
   * Returns the proofs (file name → text) of the redacted evidence. A line of `evidence` and its digest marks a text
   * as its proof.
   */
  readonly proofsOf: (evidence: Evidence) => ReadonlyMap<string, string>
  readonly redact: (text: string) => string
}): Promise<{ readonly path: string; readonly digest: string; readonly files: readonly string[] }> {
  const { folder, proofsOf, redact } = options
  const evidence = redactEvidence(options.evidence, redact)
  const proofs = proofsOf(evidence)
  // The evidence comes last: until it is in place, the proofs next to it prove nothing.
  const files = new Map([...checkNames(proofs)].map(([name, text]) => [name, redact(text)]))
  files.set(evidenceFile, `${canonicalize(evidence as unknown as Json)}\n`)
  refuseSecrets(files, redact)
  const paths = await replaceFiles(folder, files, await findProofs(folder, evidenceFile))
  return { path: paths.get(evidenceFile) ?? '', digest: evidence.digest, files: [...files.keys()] }
}

/**
 * Redacts all but the suite's own words (kind, verdict, reason, time, tool); `refuseSecrets` finds a secret in them.
 */
function redactEvidence(evidence: Evidence, redact: (text: string) => string): Evidence {
  const clean = <Value extends Json>(value: Value): Value => redactStrings(value, redact) as Value
  return makeEvidence({
    ...evidence,
    subject: clean(evidence.subject),
    observed: clean(evidence.observed),
    circumstances: { ...clean(evidence.circumstances), finishedAt: evidence.circumstances.finishedAt },
  })
}

function redactStrings(value: Json, redact: (text: string) => string): Json {
  if (typeof value === 'string') return redact(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => redactStrings(item, redact))
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [cleanName(name, redact), redactStrings(inner, redact)]),
  )
}

/**
 * Returns a name of the evidence unchanged. A policy looks for it, and proofs are named by it, so that it cannot be
 * redacted.
 * @throws UsageError `secret-in-evidence` if it contains a secret, which is then an ordinary word
 */
function cleanName(name: string, redact: (text: string) => string): string {
  if (redact(name) === name) return name
  throw new UsageError(
    evidenceReasons['secret-in-evidence'],
    'a name in the evidence, such as that of a probe, contains a secret of this run',
    `Nothing was written. ${ordinaryWord}`,
  )
}

const ordinaryWord = 'If the secret is an ordinary word, give it a long random value.'

function checkNames(proofs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  // Names that differ only in case are one file on macOS and Windows.
  const taken = new Set([evidenceFile])
  for (const name of proofs.keys()) {
    if (!fileName.test(name) || taken.has(name.toLowerCase()))
      throw new TypeError(`a proof cannot be named ${JSON.stringify(name)}`)
    taken.add(name.toLowerCase())
  }
  return proofs
}

function refuseSecrets(files: ReadonlyMap<string, string>, redact: (text: string) => string): void {
  const problems = [...files].flatMap(([file, text]) => {
    const found = findSecrets(text).map(({ what, line }) => ({
      what: `looks like ${what}`,
      at: { file, line },
    }))
    const known = redact(text) === text ? [] : [{ what: 'holds a secret of this run', at: { file } }]
    return [...found, ...known]
  })
  if (problems.length === 0) return
  throw new UsageError(
    evidenceReasons['secret-in-evidence'],
    problems,
    `Nothing was written. Let the service not send secrets in what is probed, or leave that part out of the probe; if one was sent to the public, replace it. ${ordinaryWord}`,
  )
}
