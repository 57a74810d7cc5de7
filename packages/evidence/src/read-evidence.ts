import { readTime } from '@suite/contract/grammar'
import { type Problem, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import * as z from 'zod/mini'
import { canonicalize, type Json } from './canonicalize.ts'
import { type Evidence, format, makeEvidence } from './evidence.ts'
import { evidenceReadReasons } from './reasons.ts'

const filled = z.string().check(z.minLength(1))
// A parsed text contains only JSON; z.record would silently drop a member named `__proto__`.
const members = z.custom<{ readonly [name: string]: Json }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
const shape = z.strictObject({
  format: z.literal(format),
  digest: z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/)),
  kind: filled,
  verdict: z.enum(['pass', 'fail', 'skip']),
  reason: filled,
  subject: members,
  observed: z.custom<Json>((value) => value !== undefined),
  circumstances: z.custom<Evidence['circumstances']>(
    (value) =>
      z.safeParse(members, value).success &&
      readTime(String((value as Evidence['circumstances']).finishedAt)) !== undefined,
  ),
  tool: z.strictObject({ name: filled, version: filled, commit: filled }),
})

/**
 * Returns the evidence in a text. White space between tokens may differ from the original, because formatters change
 * it. Any other difference is refused: a duplicate member, another order, a digest that does not match the contents.
 *
 * @param file where the text comes from, for the message
 * @throws UsageError `evidence-invalid`
 */
export function readEvidence(text: string, file: string): Evidence {
  const refuse = (problems: readonly string[], cause?: unknown): never => {
    const listed: Problem[] = problems.map((what) => ({ what, at: { file } }))
    const fix = 'Run the action that wrote the evidence again, and commit the new file without changes.'
    throw new UsageError(evidenceReadReasons['evidence-invalid'], listed, fix, { cause })
  }

  let value: Json = null
  try {
    value = JSON.parse(text) as Json
    if (canonicalize(value) !== withoutSpace(text))
      refuse(['is not written as evidence is: RFC 8785, each member once'])
  } catch (error) {
    if (error instanceof UsageError) throw error
    refuse(['is not JSON that can be evidence'], error)
  }
  const named = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof named === 'string' && named !== format)
    refuse([`has the format ${visible(named, 40)}; this version reads ${format}`])
  const read = z.safeParse(shape, value)
  if (!read.success) return refuse(read.error.issues.map(describeIssue), read.error)
  const evidence = value as unknown as Evidence
  if (makeEvidence(evidence).digest !== evidence.digest)
    refuse(['the digest is not that of the contents: it was edited'])
  return evidence
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((name) => visible(name, 40)).join(', ')
    return `${place === '' ? '' : `${place}: `}members that ${format} does not have: ${names}`
  }
  if (place === 'circumstances') return 'circumstances must be an object with finishedAt, an RFC 3339 time'
  return place === '' ? 'is not an object' : `${place} is missing, or not what ${format} has there`
}

/** Returns the JSON text without white space between its tokens. */
function withoutSpace(text: string): string {
  const kept: string[] = []
  let inString = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString && character === '\\') at++
    else if (character === '"') inString = !inString
    else if (
      !inString &&
      (character === ' ' || character === '\n' || character === '\r' || character === '\t')
    ) {
      kept.push(text.slice(from, at))
      from = at + 1
    }
  }
  kept.push(text.slice(from))
  return kept.join('')
}
