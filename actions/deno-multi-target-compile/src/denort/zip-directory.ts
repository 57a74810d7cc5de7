/** The one file of an archive. */
export interface ZipEntry {
  readonly name: string
  /** 0: stored, 8: deflated. */
  readonly method: number
  /** Bytes in the archive. */
  readonly stored: number
  /** Bytes of the file. */
  readonly size: number
}

/** An archive that is not as the publisher makes it. */
export interface ZipProblem {
  readonly what: string
}

/** Bytes of the record at the end of an archive. An archive of the publisher has no comment after it. */
export const endSize = 22
/** Bytes of the record before a file, without its name and what follows it. */
export const localSize = 30
/** Bytes of the record of one file in the directory, without its name and what follows it. */
const recordSize = 46
/** More than any list of one file has. */
const mostDirectoryBytes = 64 * 1024

/** Where the list of files is in an archive. */
export interface ZipDirectory {
  readonly entries: number
  readonly offset: number
  readonly size: number
}

/**
 * Reads the record at the end of an archive.
 * @param end the last `endSize` bytes
 * @param length bytes of the archive
 */
export function readEnd(end: DataView, length: number): ZipDirectory | ZipProblem {
  if (end.byteLength < endSize || end.getUint32(0, true) !== 0x06054b50)
    return { what: 'it is not a zip archive, or its end is missing' }
  const directory = {
    entries: end.getUint16(10, true),
    size: end.getUint32(12, true),
    offset: end.getUint32(16, true),
  }
  if (directory.offset + directory.size + endSize !== length || end.getUint16(8, true) !== directory.entries)
    return { what: 'it is damaged: its list of files is not where it says' }
  if (directory.size > mostDirectoryBytes) return { what: 'its list of files is too long' }
  return directory
}

/** Reads the list of files of an archive, which must be one file that begins where the archive begins. */
export function readDirectory(bytes: DataView, { entries }: ZipDirectory): ZipEntry | ZipProblem {
  if (entries !== 1) return { what: `it holds ${entries} files, and must hold one` }
  if (bytes.byteLength < recordSize || bytes.getUint32(0, true) !== 0x02014b50)
    return { what: 'it is damaged: its list of files cannot be read' }
  const nameLength = bytes.getUint16(28, true)
  if (recordSize + nameLength > bytes.byteLength) return { what: 'it is damaged: a name is truncated' }
  const method = bytes.getUint16(10, true)
  if ((bytes.getUint16(8, true) & 1) !== 0) return { what: 'its file is encrypted' }
  if (method !== 0 && method !== 8) return { what: `its file is compressed by an unusual method (${method})` }
  if (bytes.getUint32(42, true) !== 0) return { what: 'something is before its file' }
  const name = new Uint8Array(bytes.buffer, bytes.byteOffset + recordSize, nameLength)
  return {
    name: new TextDecoder('latin1').decode(name),
    method,
    stored: bytes.getUint32(20, true),
    size: bytes.getUint32(24, true),
  }
}
