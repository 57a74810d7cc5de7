import { type FailReason, type Location, type Problem, UsageError } from '@suite/errors'
import type * as z from 'zod/mini'
import type { OffsetProblem } from './offset-problem.ts'
import { parseYaml } from './parse-yaml.ts'
import { findPlace, type Place } from './place.ts'
import { configFileReasons } from './reasons.ts'
import { checkSchema } from './schema-problems.ts'
import { readYamlValue } from './yaml-value.ts'

/** The maximum size of a file, in bytes of UTF-8. */
export const MAX_CONFIG_BYTES = 64 * 1024
const MAX_PROBLEMS = 20

/** A configuration file that is not validated yet. */
export interface ConfigSource {
  /** The path as the user knows it; messages put it before each line number. */
  readonly path: string
  readonly text: string
  /**
   * The ref that the file was read from; undefined if it was read from the work tree. Messages name it, because
   * correcting another copy of the file has no effect.
   */
  readonly ref?: string
}

/** Returns what to do about an invalid file. */
export function correctionOf({ path, ref }: Pick<ConfigSource, 'path' | 'ref'>): string {
  return ref === undefined ? `Correct ${path}.` : `Correct ${path} at ${ref}: it is read from there.`
}

/** The value of a file, and where each part of it is in the text. */
export interface ConfigFile<Value> {
  readonly path: string
  readonly value: Value
  /** Returns where the value (or its key) is that a path of keys and indexes leads to, such as `['a', 0, 'b']`. */
  locate(path: readonly PropertyKey[], part?: 'key' | 'value'): Location
}

/**
 * Reads untrusted YAML 1.2 (core schema): one document of at most 64 KiB, with keys that are text and unique, no
 * merge keys, no unknown tags, and a bounded number of aliases. A byte-order mark is ignored, and so is the
 * indentation of the lines of `[…]` and `{…}`.
 *
 * @param reason of the error; by default `config-invalid`
 * @throws UsageError with every problem at its file, line and column
 */
export function readConfigFile<Schema extends z.core.$ZodType>(
  source: ConfigSource,
  schema: Schema,
  {
    reason = configFileReasons['config-invalid'],
    fix = correctionOf(source),
  }: { reason?: FailReason; fix?: string } = {},
): ConfigFile<z.output<Schema>> {
  const { path, text } = source
  if (exceedsLimit(text)) {
    const what = `larger than ${MAX_CONFIG_BYTES / 1024} KiB`
    throw new UsageError(reason, [{ what, at: { file: path } }], fix)
  }
  const parsed = parseYaml(text.replace(/^\uFEFF/, ''))
  const locateOffset = (offset: number): Location => ({ file: path, ...parsed.locate(offset) })
  const refuse = (problems: readonly OffsetProblem[]): UsageError =>
    new UsageError(reason, shorten(sortByPlace(problems), locateOffset), fix)

  if (!parsed.document) throw refuse(parsed.problems)
  const { value, place, problems } = readYamlValue(parsed.document)
  if (problems.length > 0) throw refuse(problems)

  const checked = checkSchema(schema, value)
  if ('problems' in checked) {
    throw refuse(
      checked.problems.map(({ what, path, part }) => ({ what, offset: offsetAt(place, path, part) })),
    )
  }
  return {
    path,
    value: checked.value,
    locate: (path, part = 'value') => locateOffset(offsetAt(place, path, part)),
  }
}

function exceedsLimit(text: string): boolean {
  return text.length > MAX_CONFIG_BYTES || new TextEncoder().encode(text).length > MAX_CONFIG_BYTES
}

function offsetAt(root: Place, path: readonly PropertyKey[], part: 'key' | 'value'): number {
  const place = findPlace(root, path)
  return part === 'key' ? place.keyOffset : place.offset
}

function sortByPlace(problems: readonly OffsetProblem[]): readonly OffsetProblem[] {
  return [...problems].sort((one, other) => one.offset - other.offset)
}

function shorten(problems: readonly OffsetProblem[], locate: (offset: number) => Location): Problem[] {
  const shown: Problem[] = problems
    .slice(0, MAX_PROBLEMS)
    .map(({ what, offset }) => ({ what, at: locate(offset) }))
  const hidden = problems.length - shown.length
  return hidden > 0 ? [...shown, { what: `… and ${hidden} more problems` }] : shown
}
