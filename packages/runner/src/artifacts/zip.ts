import { inflateRawSync } from 'node:zlib'

/** A file in a ZIP archive, as the directory of the archive lists it. */
interface Entry {
  readonly name: string
  /** @throws Error if it cannot be read, or inflates to more bytes than `limit` */
  readonly read: (limit?: number) => Buffer
}

/**
 * Returns one file of a ZIP archive, of at most `limit` bytes; undefined if it is not there, or the bytes are no such
 * archive. The bytes are another's: nothing in them is believed.
 */
export function readZipEntry(archive: Buffer, name: string, limit: number): Buffer | undefined {
  try {
    for (const entry of entriesOf(archive))
      if (entry.name === name) return entry.read(limit).subarray(0, limit)
  } catch {
    // Offsets that lead out of the bytes, or a stream that cannot be inflated.
  }
  return undefined
}

/**
 * Returns all files of a ZIP archive by their names.
 * @throws Error if the bytes are no such archive, or a file in it is damaged
 */
export function readZip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const entries = [...entriesOf(archive)].filter(({ name }) => !name.endsWith('/'))
  return new Map(entries.map(({ name, read }) => [name, read()]))
}

/**
 * Lists an archive by its central directory; no ZIP64, no encryption.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
function* entriesOf(archive: Buffer): Generator<Entry> {
  const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0) throw new Error('no ZIP archive: it has no end record')
  for (let at = archive.readUInt32LE(end + 16); at < end; ) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('no ZIP archive: its directory is broken')
    const nameEnd = at + 46 + archive.readUInt16LE(at + 28)
    // The client stores paths with the slash that divides them from the folder.
    const name = archive.toString('utf8', at + 46, nameEnd).replace(/^\/+/, '')
    const entry = at
    yield { name, read: (limit) => readContent(archive, entry, name, limit) }
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
}

function readContent(archive: Buffer, entry: number, name: string, limit?: number): Buffer {
  const header = archive.readUInt32LE(entry + 42)
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  const stored = archive.subarray(start, start + archive.readUInt32LE(entry + 20))
  const isStored = archive.readUInt16LE(entry + 10) === 0
  const bound = limit === undefined ? {} : { maxOutputLength: limit }
  const content = isStored ? stored : inflateRawSync(stored, bound)
  if (limit === undefined && content.length !== archive.readUInt32LE(entry + 24))
    throw new Error(`${name} has another size than listed`)
  return content
}
