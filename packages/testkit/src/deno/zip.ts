import { crc32, deflateRawSync } from 'node:zlib'
import { u16, u32 } from './bytes.ts'

export interface ZipEntry {
  readonly name: string
  readonly data: Uint8Array
  /** Permission bits; 0755 by default. */
  readonly mode?: number
}

export interface ZipOptions {
  /** Compress, as the publisher's archives are. By default the data is stored as it is. */
  readonly deflate?: boolean
}

/** Returns a zip archive. It is the same for the same entries: every time in it is that of 1980. */
export function makeZip(entries: readonly ZipEntry[], { deflate = false }: ZipOptions = {}): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, mode = 0o755 } of entries) {
    const stored = deflate ? deflateRawSync(data) : Buffer.from(data)
    const path = Buffer.from(name)
    const shared = Buffer.concat([
      u16(20, 0x800, deflate ? 8 : 0, 0, 0x21), // version, UTF-8, method, time, date
      u32(crc32(data), stored.length, data.length),
      u16(path.length, 0),
    ])
    const file = Buffer.concat([u32(0x04034b50), shared, path, stored])
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16((3 << 8) | 20), // made by Unix
        shared,
        u16(0, 0, 0),
        u32((0o100000 | mode) * 0x10000, offset),
        path,
      ]),
    )
    files.push(file)
    offset += file.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, entries.length, entries.length),
    u32(listed.length, offset),
    u16(0),
  ])
  return Buffer.concat([...files, listed, end])
}
