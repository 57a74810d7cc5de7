import { type FailReason, UsageError } from '@suite/errors'
import type * as z from 'zod/mini'
import { checkValue, refusalOf } from './check-value.ts'
import { type ConfigFile, type ConfigSource, correctionOf } from './config-source.ts'
import { parseYaml } from './parse-yaml.ts'
import { configFileReasons } from './reasons.ts'
import { readYamlValue } from './yaml-value.ts'

/** The maximum size of a file, in bytes of UTF-8. */
export const MAX_CONFIG_BYTES = 64 * 1024

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
  if (!parsed.document) throw refusalOf(source, parsed.problems, parsed.locate, { reason, fix })
  return checkValue(source, { ...readYamlValue(parsed.document), locate: parsed.locate }, schema, {
    reason,
    fix,
  })
}

function exceedsLimit(text: string): boolean {
  return text.length > MAX_CONFIG_BYTES || new TextEncoder().encode(text).length > MAX_CONFIG_BYTES
}
