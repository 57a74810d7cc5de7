import { OutsideError } from '@suite/errors'
import { objectId } from '../names.ts'
import { changesReasons } from '../reasons.ts'
import type { Clone } from './program.ts'

const lineFeed = 0x0a

/**
 * Returns the contents of blobs by their ids, asked for with one call of git.
 * @throws OutsideError `git-failed` if one of them is not in the clone
 */
export async function readBlobs(
  { callGit }: Clone,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const asked = [...new Set(ids)]
  const invalid = asked.find((id) => !objectId.test(id))
  if (invalid !== undefined) throw unread(`${JSON.stringify(invalid)} is not an object id`)
  if (asked.length === 0) return new Map()
  const input = Buffer.from(`${asked.join('\n')}\n`)
  const printed = await callGit({ args: ['cat-file', '--batch'], input })
  const blobs = new Map<string, Uint8Array>()
  let at = 0
  for (const id of asked) {
    const headerEnd = printed.indexOf(lineFeed, at)
    const header = printed.toString('latin1', at, Math.max(headerEnd, at))
    const [seen, type, size] = header.split(' ')
    const start = headerEnd + 1
    const end = start + Number(size)
    if (headerEnd === -1 || seen !== id || type !== 'blob' || printed[end] !== lineFeed)
      throw unread(`git cat-file answered ${JSON.stringify(header.slice(0, 200))} for ${id}`)
    blobs.set(id, printed.subarray(start, end))
    at = end + 1
  }
  if (at !== printed.length) throw unread('git cat-file printed more than it was asked for')
  return blobs
}

function unread(what: string): OutsideError {
  return new OutsideError(changesReasons['git-failed'], `the contents cannot be read: ${what}`)
}
