import { OutsideError, UsageError } from '@suite/errors'
import type { FuzzTarget } from './target.ts'

/** What is wrong with a parser. */
export interface Fault {
  readonly kind: 'crash' | 'falsely-read' | 'memory' | 'time'
  readonly what: string
  /** What was thrown, if the parser crashed. Its stack is made only where it is read. */
  readonly cause?: unknown
}

/** How a parser ended with one input. */
export type Ending = { readonly fault: Fault } | { readonly isRead: boolean }

/** The bytes that are in use now. */
export type Memory = () => number

/** What a parser may need in addition to a multiple of its input. */
const freeBytes = 128 * 1024 * 1024
const bytesForEach = 1_000

/** Reads one input, and returns what is wrong with how it was read. */
export async function examine(target: FuzzTarget, input: Uint8Array, memory: Memory): Promise<Ending> {
  const before = memory()
  let value: unknown
  try {
    value = await target.read(input)
  } catch (error) {
    if (!isRefusal(error)) return { fault: { kind: 'crash', what: String(error), cause: error } }
  }
  const used = memory() - before
  if (used > freeBytes + bytesForEach * input.length)
    return { fault: { kind: 'memory', what: `${input.length} bytes took ${used} bytes of memory` } }
  if (value === undefined) return { isRead: false }
  const what = await target.judge(input, value)
  return what === undefined ? { isRead: true } : { fault: { kind: 'falsely-read', what } }
}

/** Returns whether an error is one of the two kinds that a person can act on. */
function isRefusal(error: unknown): boolean {
  return error instanceof UsageError || error instanceof OutsideError
}
