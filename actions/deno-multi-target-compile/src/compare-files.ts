import { type FileHandle, open, readFile } from 'node:fs/promises'
import { describeDifference } from './binary/differences.ts'

const chunkSize = 1024 * 1024

/** Returns the parts in which two binaries differ; undefined if they are equal. Only unequal ones are read whole. */
export async function compareFiles(first: string, second: string): Promise<readonly string[] | undefined> {
  if (await haveEqualBytes(first, second)) return undefined
  return describeDifference(await readFile(first), await readFile(second))
}

async function haveEqualBytes(first: string, second: string): Promise<boolean> {
  const files: FileHandle[] = []
  try {
    for (const path of [first, second]) files.push(await open(path, 'r'))
    const parts = files.map((file) => ({ file, memory: Buffer.allocUnsafeSlow(chunkSize) }))
    for (;;) {
      const [one, other] = await Promise.all(parts.map(({ file, memory }) => fill(file, memory)))
      if (one === undefined || other === undefined || !one.equals(other)) return false
      if (one.length < chunkSize) return true
    }
  } finally {
    for (const file of files) await file.close()
  }
}

/** Reads the next bytes into memory until it is full or the file ends: a read may give less than there is. */
async function fill(file: FileHandle, memory: Buffer): Promise<Buffer> {
  let length = 0
  while (length < memory.length) {
    const { bytesRead } = await file.read(memory, length, memory.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return memory.subarray(0, length)
}
