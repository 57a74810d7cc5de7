import { type Problem, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import * as z from 'zod/mini'
import { hasRepeatedMember } from './json-members.ts'
import { manifestFormat, type ReleaseManifest } from './manifest.ts'
import { manifestSchema } from './manifest-schema.ts'
import { releaseAssetsReasons } from './reasons.ts'

/** A manifest of 1,000 assets, the most that a release can have, is smaller. */
const mostCharacters = 4 * 1024 * 1024
const mostProblems = 20

/**
 * Returns the manifest in a text.
 * @param where the file that the text comes from, for the message
 * @throws UsageError `manifest-invalid`, with every problem and its place as a JSON path
 */
export function readManifest(text: string, where: string): ReleaseManifest {
  const refuse = (problems: readonly string[], cause?: unknown): never => {
    const shown: Problem[] = problems.slice(0, mostProblems).map((what) => ({ what, at: { file: where } }))
    if (problems.length > mostProblems)
      shown.push({ what: `${problems.length - mostProblems} more problems` })
    const { 'manifest-invalid': reason } = releaseAssetsReasons
    throw new UsageError(reason, shown, reason.fix, { cause })
  }
  if (text.length > mostCharacters) return refuse(['is larger than a manifest can be'])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return refuse(['is not JSON'], cause)
  }
  if (hasRepeatedMember(text, value)) refuse(['has a member twice, so programs read it differently'])
  const named = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (typeof named === 'string' && named !== manifestFormat)
    refuse([
      `$.schema is ${visible(JSON.stringify(named), 60)}; this version reads ${JSON.stringify(manifestFormat)}`,
    ])
  const read = z.safeParse(manifestSchema, value, { error: describeShape })
  if (!read.success) return refuse(read.error.issues.flatMap(describeIssue), read.error)
  return read.data
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${formatPath(issue.path)} ${issue.message}`]
  return issue.keys.map((key) => `${formatPath([...issue.path, key])} is not known in ${manifestFormat}`)
}

/** Returns the text for an issue if the schema has no text of its own. */
function describeShape(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is missing'
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((each) => JSON.stringify(each)).join(' or ')}`
  if (issue.code === 'invalid_type') return `must be ${types[issue.expected] ?? `of type ${issue.expected}`}`
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`
  return 'is not valid'
}

const types: Readonly<Record<string, string>> = { array: 'a list', object: 'an object', string: 'text' }

/** Returns a JSON path, such as `$.assets[0].name`. */
function formatPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    const name = String(step)
    return /^[A-Za-z_]\w{0,60}$/.test(name) ? `.${name}` : `[${visible(JSON.stringify(name), 80)}]`
  })
  return `$${steps.join('')}`
}
