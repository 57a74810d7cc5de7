import { PatternError } from '@suite/matchers'
import type { Demand } from '../demand.ts'
import type { Reader } from './reader.ts'
import type { DemandEntry } from './schema-words.ts'

/**
 * Returns what a file demands of a value. A pattern that cannot be compiled is a problem of the reader.
 * @param bare the meaning of a text alone: the value equals it, or, in the list `text`, contains it
 * @throws what `compile` throws, except a PatternError
 */
export function toDemand(
  { file, problems, compile }: Reader,
  written: DemandEntry,
  path: readonly PropertyKey[],
  bare: 'equals' | 'contains' = 'equals',
): Demand {
  if (typeof written !== 'object' || written === null)
    return bare === 'contains' ? { contains: String(written) } : { equals: written }
  if (written.pattern === undefined) return written as Demand
  try {
    if (compile) return { pattern: compile(written.pattern) }
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    problems.push({ what: error.message, at: file.locate([...path, 'pattern']) })
  }
  return { absent: true }
}

/** Returns what a file demands of several values, by name. */
export function toDemands(
  reader: Reader,
  written: Readonly<Record<string, DemandEntry>> | undefined,
  path: readonly PropertyKey[],
): readonly (readonly [string, Demand])[] {
  return Object.entries(written ?? {}).map(([name, each]) => [name, toDemand(reader, each, [...path, name])])
}
