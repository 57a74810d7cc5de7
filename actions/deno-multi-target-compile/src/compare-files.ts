import { readFile } from 'node:fs/promises'
import { describeDifference } from './binary/differences.ts'
import { digestOf } from './digest.ts'

/** Returns the parts in which two binaries differ; undefined if they are equal. Only unequal ones are read whole. */
export async function compareFiles(first: string, second: string): Promise<readonly string[] | undefined> {
  const [one, other] = [await digestOf(first), await digestOf(second)]
  if (one.sha256 === other.sha256) return undefined
  return describeDifference(await readFile(first), await readFile(second))
}
