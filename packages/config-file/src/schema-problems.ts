import * as z from 'zod/mini'
import { findNearest } from './nearest.ts'

type Issue = z.core.$ZodIssue
type RawIssue = z.core.$ZodRawIssue
type Path = readonly PropertyKey[]

/** A problem with the value at a path; `part` is the part (key or value) that causes it. */
export interface PathProblem {
  readonly what: string
  readonly path: Path
  readonly part: 'key' | 'value'
}

export type SchemaResult<Value> =
  | { readonly value: Value }
  | { readonly problems: readonly [PathProblem, ...PathProblem[]] }

/**
 * Checks a value against a schema and returns every problem, in words that do not mention the schema. A check of the
 * schema points at a key with `params: { part: 'key' }`. With `params: { covers: path }` its problem replaces all
 * other problems at that path and below it.
 */
export function checkSchema<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): SchemaResult<z.output<Schema>> {
  // An issue does not contain the valid keys; the schema that raises the issue does.
  const knownKeys = new Map<readonly string[], readonly string[]>()
  function describe(issue: RawIssue): string | undefined {
    if (issue.code === 'unrecognized_keys') knownKeys.set(issue.keys, keysOf(issue.inst))
    return describeIssue(issue)
  }
  const result = z.core.safeParse(schema, value, { error: describe })
  if (result.success) return { value: result.data }
  const { issues } = result.error
  const covered = issues.map(coveredBy).filter((path) => path !== undefined)
  const [first, ...more] = issues.flatMap((issue) => {
    const problems = toProblems(issue, [], knownKeys)
    if (coveredBy(issue)) return problems
    return problems.filter(({ path }) => !covered.some((place) => isWithin(path, place)))
  })
  return { problems: [first ?? { what: 'is not valid', path: [], part: 'value' }, ...more] }
}

function coveredBy(issue: Issue): Path | undefined {
  const covers: unknown = issue.code === 'custom' ? issue.params?.covers : undefined
  return Array.isArray(covers) ? covers : undefined
}

function isWithin(path: Path, place: Path): boolean {
  return place.every((step, index) => path[index] === step)
}

function toProblems(
  issue: Issue,
  parent: Path,
  knownKeys: ReadonlyMap<readonly string[], readonly string[]>,
): PathProblem[] {
  const path = [...parent, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys.get(issue.keys) ?? []
    return issue.keys.map((key) => ({
      what: describeUnknownKey(key, known),
      path: [...path, key],
      part: 'key',
    }))
  }
  if (issue.code === 'invalid_union') {
    const branch = nearestBranch(issue.errors)
    if (branch) return branch.flatMap((inner) => toProblems(inner, path, knownKeys))
  }
  const part = issue.code === 'custom' && issue.params?.part === 'key' ? 'key' : 'value'
  return [{ what: named(path, issue.message), path, part }]
}

/**
 * Returns the only branch of a union whose outermost type fits the value, because its problems are the helpful ones.
 * Returns undefined if there is no such branch, or more than one.
 */
function nearestBranch(branches: readonly Issue[][]): Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some(({ path, code }) => code === 'invalid_type' && path.length === 0),
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

function describeUnknownKey(key: string, known: readonly string[]): string {
  const nearest = findNearest(key, known)
  if (nearest) return `unknown key ${quote(key)}; did you mean ${quote(nearest)}?`
  return `unknown key ${quote(key)}${known.length > 0 ? `; known here: ${known.join(', ')}` : ''}`
}

function keysOf(schema: unknown): readonly string[] {
  return schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : []
}

function named(path: Path, message: string): string {
  const key = path.findLast((step) => typeof step === 'string')
  return key === undefined ? message : `${quote(key)}: ${message}`
}

/** Returns the text for an issue if the schema has no text of its own. */
function describeIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue.expected, issue.input)
    case 'invalid_value':
      return describeChoice(issue.values, issue.input)
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : `${describeInput(issue.input)} cannot stand here`
    case 'too_small':
      return `must ${describeSize(issue.origin, 'at least', issue.minimum)}`
    case 'too_big':
      return `must ${describeSize(issue.origin, 'at most', issue.maximum)}`
    default:
      return 'is not valid'
  }
}

function describeType(expected: string, input: unknown): string {
  if (input === undefined) return 'is missing'
  const hint = expected === 'string' && isPlain(input) ? ' (put it in quotes)' : ''
  return `expected ${TYPES[expected] ?? expected}, found ${describeInput(input)}${hint}`
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
}

function describeInput(input: unknown): string {
  if (input === null || input === undefined) return 'nothing'
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'object') return 'a mapping'
  if (typeof input === 'string') return 'text'
  return String(input)
}

function isPlain(input: unknown): boolean {
  return typeof input === 'number' || typeof input === 'boolean'
}

function describeChoice(values: readonly unknown[], input: unknown): string {
  const choices = values.map(String)
  const nearest = typeof input === 'string' ? findNearest(input, choices) : undefined
  const hint = nearest ? `; did you mean ${quote(nearest)}?` : ''
  return `must be ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${hint}`
}

function describeSize(origin: string, bound: string, size: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${size} ${size === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${size} ${size === 1 ? 'item' : 'items'}`
  return `be ${bound} ${size}`
}

/**
 * Returns the text in quotes, shortened and with control characters escaped, because it comes from an untrusted file.
 */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
