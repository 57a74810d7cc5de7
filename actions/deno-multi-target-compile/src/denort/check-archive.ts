import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { OutsideError } from '@suite/errors'
import type { TargetName } from '../targets.ts'
import { readArchive } from './read-archive.ts'
import { denortReasons } from './reasons.ts'

export interface ArchiveExpectation {
  readonly target: TargetName
  /** Where the archive comes from, for messages. */
  readonly address: string
  /** The SHA-256 that it must have. */
  readonly expected: string
  /** The committed file that has the sum; undefined if the host publishes it. */
  readonly listedIn: string | undefined
}

/**
 * Checks an archive as it is on disk.
 * @returns its SHA-256, and the bytes of the runtime in it
 * @throws OutsideError if the sum differs, or it is not the runtime of the target
 */
export async function checkArchive(
  path: string,
  { target, address, expected, listedIn }: ArchiveExpectation,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  const sha256 = hash.digest('hex')
  if (sha256 !== expected)
    throw new OutsideError(
      denortReasons['denort-sum-differs'],
      `${address} has the SHA-256 ${sha256}, and must have ${expected} by ${listedIn ?? 'the sums next to it'}`,
    )
  const archive = await readArchive(path, target)
  if (!('what' in archive)) return { sha256, size: archive.size }
  throw new OutsideError(
    denortReasons['denort-unusable'],
    `${address} cannot be used for ${target}: ${archive.what}`,
  )
}
