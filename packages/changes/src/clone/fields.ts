import { decodePath, encodePath } from '../path-bytes.ts'
import { unknownAnswer } from './answers.ts'

const nul = Buffer.of(0)

/** Returns what stands before each NUL. */
export function fieldsOf(printed: Buffer): readonly string[] {
  const fields: string[] = []
  for (let start = 0, end = 0; start < printed.length; start = end + 1) {
    const found = printed.indexOf(0, start)
    end = found === -1 ? printed.length : found
    fields.push(decodePath(printed.subarray(start, end)))
  }
  return fields
}

/**
 * Returns the paths that a command of git printed, each before a NUL.
 * @throws OutsideError `git-failed` if it printed something else
 */
export function pathsIn(printed: Buffer, command: string): readonly string[] {
  const paths = fieldsOf(printed)
  const isList = printed.length === 0 || printed.at(-1) === 0
  if (isList && !paths.includes('')) return paths
  throw unknownAnswer(command, paths.join(' '))
}

/** Returns the fields as bytes, each ended by NUL. */
export function bytesOf(fields: readonly string[]): Uint8Array {
  return Buffer.concat(fields.flatMap((field) => [encodePath(field), nul]))
}
