import { inflateRawSync } from 'node:zlib'

/**
 * Returns one file of a ZIP archive, at most `limit` bytes; undefined if the file does not exist or the bytes are
 * not such an archive. The bytes are untrusted.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZipEntry(archive: Buffer, name: string, limit: number): Buffer | undefined {
  try {
    const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1')
    let at = end < 0 ? archive.length : archive.readUInt32LE(end + 16)
    while (at < end && archive.readUInt32LE(at) === 0x02014b50) {
      const nameEnd = at + 46 + archive.readUInt16LE(at + 28)
      // The client stores paths with a leading slash.
      const found = archive.toString('utf8', at + 46, nameEnd).replace(/^\//, '')
      if (found === name) return readContent(archive, at, limit)
      at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    }
  } catch {
    // Offsets outside the bytes, or a stream that cannot be inflated.
  }
  return undefined
}

function readContent(archive: Buffer, entry: number, limit: number): Buffer {
  const header = archive.readUInt32LE(entry + 42)
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  const stored = archive.subarray(start, start + archive.readUInt32LE(entry + 20))
  const isStored = archive.readUInt16LE(entry + 10) === 0
  return isStored ? stored.subarray(0, limit) : inflateRawSync(stored, { maxOutputLength: limit })
}
