import { type FileHandle, open } from 'node:fs/promises'
import { constants, inflateRawSync } from 'node:zlib'
import { visible } from '@suite/report'
import { type TargetName, targetOf } from '../targets.ts'
import { headSize, targetOfProgram } from './program-kind.ts'
import {
  endSize,
  localSize,
  readDirectory,
  readEnd,
  type ZipEntry,
  type ZipProblem,
} from './zip-directory.ts'

/** More than any runtime has: deno unpacks what an archive says, so a small archive must not fill the disk. */
const mostBytes = 1024 * 1024 * 1024

/**
 * Reads an archive as far as it takes to know that it is the runtime of a target: one file with the name that deno
 * looks for, whose first bytes are those of a program for that target.
 * @returns the bytes of the program; or why it is no such archive
 */
export async function readArchive(
  path: string,
  target: TargetName,
): Promise<{ readonly size: number } | ZipProblem> {
  const handle = await open(path, 'r')
  try {
    const { size: length } = await handle.stat()
    const end = readEnd(await readAt(handle, Math.max(0, length - endSize), endSize), length)
    if ('what' in end) return end
    const entry = readDirectory(await readAt(handle, end.offset, end.size), end)
    if ('what' in entry) return entry
    const expected = targetOf(target).system === 'windows' ? 'denort.exe' : 'denort'
    if (entry.name !== expected)
      return { what: `it holds ${visible(JSON.stringify(entry.name), 60)}, and must hold ${expected}` }
    if (entry.size > mostBytes) return { what: 'its file is larger than any runtime' }
    const head = await readHead(handle, entry, end.offset)
    if ('what' in head) return head
    const found = targetOfProgram(head)
    if (found?.name === target) return { size: entry.size }
    return { what: found ? `it is the runtime of ${found.name}` : 'its file is not a program for any target' }
  } finally {
    await handle.close()
  }
}

/** @returns the first bytes of the file, or why they cannot be read */
async function readHead(
  handle: FileHandle,
  entry: ZipEntry,
  until: number,
): Promise<Uint8Array | ZipProblem> {
  const local = await readAt(handle, 0, localSize)
  if (local.byteLength < localSize || local.getUint32(0, true) !== 0x04034b50)
    return { what: 'it is damaged: its file has no beginning' }
  const start = localSize + local.getUint16(26, true) + local.getUint16(28, true)
  // A record of at most 24 bytes may follow a file whose length was not known when it was written.
  if (start + entry.stored > until || start + entry.stored + 24 < until)
    return { what: 'it is damaged: its file is not as long as it says' }
  const stored = await readAt(handle, start, Math.min(entry.stored, 4 * headSize))
  const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)
  if (entry.method === 0) return bytes.subarray(0, headSize)
  return inflateHead(bytes) ?? { what: 'it is damaged: its file cannot be unpacked' }
}

/** Unpacks the beginning of a file, of which the rest is not there. */
function inflateHead(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, headSize)
  } catch {
    return undefined
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<DataView> {
  const buffer = new Uint8Array(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return new DataView(buffer.buffer, 0, bytesRead)
}
