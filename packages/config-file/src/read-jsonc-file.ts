import { type FailReason, UsageError } from '@suite/errors'
import type * as z from 'zod/mini'
import { checkValue } from './check-value.ts'
import { type ConfigFile, type ConfigSource, correctionOf } from './config-source.ts'
import { parseJsonc } from './parse-jsonc.ts'
import { configFileReasons } from './reasons.ts'

/** The maximum length of a file in UTF-16 code units. The import map of a large project is long. */
const MAX_LENGTH = 2 * 1024 * 1024

/**
 * Reads untrusted JSON with comments and trailing commas, as deno.json is. Each key must be there once. A byte-order
 * mark is refused, because deno refuses it. What deno accepts beyond JSON, such as keys without quotes, is refused too.
 * The value of a text that holds nothing but comments is undefined.
 *
 * @param reason of the error; by default `config-invalid`
 * @throws UsageError with every problem at its file, line and column
 */
export function readJsoncFile<Schema extends z.core.$ZodType>(
  source: ConfigSource,
  schema: Schema,
  {
    reason = configFileReasons['config-invalid'],
    fix = correctionOf(source),
  }: { reason?: FailReason; fix?: string } = {},
): ConfigFile<z.output<Schema>> {
  const { path, text } = source
  if (text.length > MAX_LENGTH)
    throw new UsageError(reason, [{ what: `larger than ${MAX_LENGTH} characters`, at: { file: path } }], fix)
  return checkValue(source, parseJsonc(text), schema, { reason, fix })
}
