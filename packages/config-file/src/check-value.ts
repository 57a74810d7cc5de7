import { type FailReason, type Location, type Problem, UsageError } from '@suite/errors'
import type * as z from 'zod/mini'
import type { ConfigFile, ConfigSource } from './config-source.ts'
import type { OffsetProblem } from './offset-problem.ts'
import { findPlace, type Place } from './place.ts'
import { checkSchema } from './schema-problems.ts'

const MAX_PROBLEMS = 20

/** The line and the column of an offset, both counted from 1. */
type Locate = (offset: number) => { readonly line: number; readonly column: number }

/** What a text holds, whichever its format. */
export interface ParsedValue {
  readonly value: unknown
  readonly place: Place
  readonly problems: readonly OffsetProblem[]
  readonly locate: Locate
}

interface Refusal {
  readonly reason: FailReason
  readonly fix: string
}

/**
 * Returns the value that a schema makes of a parsed text.
 * @throws UsageError with every problem at its file, line and column
 */
export function checkValue<Schema extends z.core.$ZodType>(
  source: ConfigSource,
  { value, place, problems, locate }: ParsedValue,
  schema: Schema,
  refusal: Refusal,
): ConfigFile<z.output<Schema>> {
  if (problems.length > 0) throw refusalOf(source, problems, locate, refusal)
  const checked = checkSchema(schema, value)
  if ('problems' in checked) {
    const found = checked.problems.map(({ what, path, part }) => ({
      what,
      offset: offsetAt(place, path, part),
    }))
    throw refusalOf(source, found, locate, refusal)
  }
  return {
    path: source.path,
    value: checked.value,
    locate: (path, part = 'value') => ({ file: source.path, ...locate(offsetAt(place, path, part)) }),
  }
}

/** Returns the error for the problems of a text, in the order of their places. */
export function refusalOf(
  { path }: ConfigSource,
  problems: readonly OffsetProblem[],
  locate: Locate,
  { reason, fix }: Refusal,
): UsageError {
  const sorted = [...problems].sort((one, other) => one.offset - other.offset)
  return new UsageError(
    reason,
    shorten(sorted, (offset) => ({ file: path, ...locate(offset) })),
    fix,
  )
}

function offsetAt(root: Place, path: readonly PropertyKey[], part: 'key' | 'value'): number {
  const place = findPlace(root, path)
  return part === 'key' ? place.keyOffset : place.offset
}

function shorten(problems: readonly OffsetProblem[], locate: (offset: number) => Location): Problem[] {
  const shown: Problem[] = problems
    .slice(0, MAX_PROBLEMS)
    .map(({ what, offset }) => ({ what, at: locate(offset) }))
  const hidden = problems.length - shown.length
  return hidden > 0 ? [...shown, { what: `… and ${hidden} more problems` }] : shown
}
