import { UsageError } from '@suite/errors'
import type { Json } from './canonicalize.ts'
import type { Evidence } from './evidence.ts'
import { readEvidence } from './read-evidence.ts'

/** A text that an action of this suite wrote, or that claims to be one. */
export type Recognized = RecognizedEvidence | RecognizedTranscript

export interface RecognizedEvidence {
  readonly is: 'evidence'
  /** Undefined if the evidence is not valid; `fault` then says why. */
  readonly evidence: Evidence | undefined
  readonly fault: string | undefined
  /** The names of its transcripts, as far as the text shows them. */
  readonly transcripts: readonly string[]
}

export interface RecognizedTranscript {
  readonly is: 'transcript'
  /** The digests of the evidence that it was rendered from; several if transcripts were combined. */
  readonly digests: readonly string[]
  /** Whether it says of every probe in it that the probe passed. */
  readonly passed: boolean
}

/**
 * Recognizes evidence and transcripts by their form, regardless of file names, even if they were altered, truncated,
 * reformatted or embedded in another file.
 *
 * @returns undefined for any other text
 */
export function recognize(text: string): Recognized | undefined {
  // Invisible characters must not hide the form.
  const plain = text.replaceAll(/[\0\ufeff]/g, '')
  const value = parse(plain)
  if (claimsFormat(plain) || hasForm(value)) return evidenceIn(text, plain, value)
  return transcriptIn(plain)
}

/** Returns whether a text has the format marker of evidence, even if its characters are escaped. */
function claimsFormat(text: string): boolean {
  const unescaped = text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return /"format"\s*:\s*"evidence\\?\//i.test(unescaped)
}

/** Returns whether a value is evidence without its format marker. */
function hasForm(value: Json | undefined): boolean {
  const { digest, ...others } = membersOf(value)
  if (typeof digest !== 'string' || !digest.startsWith('sha256:')) return false
  const known = ['kind', 'verdict', 'reason', 'subject', 'observed', 'circumstances', 'tool']
  return known.filter((name) => Object.hasOwn(others, name)).length >= 3
}

/** The maximum number of names to read; runs have far fewer probes. */
const mostNames = 1_000

function evidenceIn(text: string, plain: string, value: Json | undefined): RecognizedEvidence {
  const read = (): Pick<RecognizedEvidence, 'evidence' | 'fault'> => {
    try {
      return { evidence: readEvidence(text, 'evidence'), fault: undefined }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return { evidence: undefined, fault: error.problems.map(({ what }) => what).join('; ') }
    }
  }
  const names = namesOfProbes(plain, value)
  const known = [...new Set(names.filter((name) => typeof name === 'string'))].slice(0, mostNames)
  return { is: 'evidence', ...read(), transcripts: known.map((name) => `${name}.txt`) }
}

/**
 * Returns the names in the list of probes. If that list cannot be found, returns every value of a member called
 * `name`.
 */
function namesOfProbes(text: string, value: Json | undefined): readonly Json[] {
  const { observed } = membersOf(value)
  if (observed === undefined)
    return [...text.matchAll(/"name"\s*:\s*"([^"\\]+)"/g)].map(([, name = '']) => name)
  const { probes } = membersOf(observed)
  return Array.isArray(probes) ? probes.map((probe: Json) => membersOf(probe).name ?? null) : []
}

const outcome = /^(PASS|FAIL|INCONCLUSIVE|ERROR): \S.* \(\S+\)$/
const digestLine = /^evidence\s+(sha256:[0-9a-f]{64})$/i
const toolLine = /^made by\s+\S+ \S+ \(\S*\)$/

function transcriptIn(text: string): RecognizedTranscript | undefined {
  const lines = text.split(/\r\n|[\n\r]/).map((line) => line.trim())
  const found = (form: RegExp) => lines.flatMap((line) => form.exec(line)?.[1] ?? [])
  const outcomes = found(outcome)
  const digests = found(digestLine).map((digest) => digest.toLowerCase())
  const isOne = digests.length > 0 || (outcomes.length > 0 && lines.some((line) => toolLine.test(line)))
  if (!isOne) return undefined
  return { is: 'transcript', digests, passed: outcomes.every((each) => each === 'PASS') }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function membersOf(value: Json | undefined): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json })
    : {}
}
