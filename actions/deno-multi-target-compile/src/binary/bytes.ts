import { Malformed } from './problem.ts'

/**
 * Numbers and ranges of bytes, little-endian, at places that a binary names. Every place is checked. A binary may name
 * one place many times, so all that is read of it is counted: the cost is linear in its size, whatever it names.
 */
export interface Bytes {
  readonly length: number
  u8(at: number): number
  u16(at: number): number
  u32(at: number): number
  /** A 64-bit number; Malformed above 2^53, since no file is that long. */
  u64(at: number): number
  /** The bytes from `at`: a view, not a copy. */
  range(at: number, length: number): Uint8Array
  /** The text from `at` to the next NUL. */
  text(at: number): string
  /** A range whose bytes count as bytes of the whole when they are read. */
  part(at: number, length: number, name: string): Bytes
  /** Checks that there is such a range, without reading it. */
  check(at: number, length: number): void
}

/** How many bytes may be read of a file, for each byte that it has. One that deno writes is read twice at most. */
const mostReads = 4
/** How many bytes may be read of any file. */
const leastBudget = 64 * 1024

/** @param name what is read, for the message if it ends too early */
export function bytesOf(bytes: Uint8Array, name: string): Bytes {
  return countedBytes(bytes, name, { left: mostReads * bytes.length + leastBudget })
}

function countedBytes(bytes: Uint8Array, name: string, budget: { left: number }): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const check = (at: number, length: number) => {
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length) || at < 0 || length < 0)
      throw new Malformed(`${name} names a place that cannot exist`)
    if (at + length > bytes.length)
      throw new Malformed(`${name} ends after ${bytes.length} bytes, but byte ${at + length} is needed`)
    return at
  }
  const read = (at: number, length: number) => {
    check(at, length)
    budget.left -= length
    if (budget.left < 0) throw new Malformed(`${name} names the same bytes again and again`)
    return at
  }
  return {
    length: bytes.length,
    u8: (at) => view.getUint8(read(at, 1)),
    u16: (at) => view.getUint16(read(at, 2), true),
    u32: (at) => view.getUint32(read(at, 4), true),
    u64(at) {
      const value = view.getBigUint64(read(at, 8), true)
      if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw new Malformed(`${name} holds the number ${value}, which no place in a file can be`)
      return Number(value)
    },
    range: (at, length) => bytes.subarray(read(at, length), at + length),
    text(at) {
      const end = bytes.indexOf(0, check(at, 0))
      if (end < 0) throw new Malformed(`${name} names a text that has no end`)
      return bufferOf(bytes).toString('latin1', read(at, end + 1 - at), end)
    },
    part: (at, length, part) => countedBytes(bytes.subarray(check(at, length), at + length), part, budget),
    check,
  }
}

/** Returns the end of the range that ends last; 0 if there is none. */
export function endOf(ranges: readonly { readonly offset: number; readonly fileSize: number }[]): number {
  return ranges.reduce((end, { offset, fileSize }) => Math.max(end, offset + fileSize), 0)
}

/** Reads one thing after the other; each length is checked. */
export interface Reader {
  u8(): number
  u32(): number
  u64(): number
  take(length: number): Uint8Array
  /** How many bytes are left. */
  left(): number
}

export function readerOf(bytes: Uint8Array, name: string): Reader {
  const source = bytesOf(bytes, name)
  let at = 0
  const past = (length: number) => {
    at += length
    return at - length
  }
  return {
    u8: () => source.u8(past(1)),
    u32: () => source.u32(past(4)),
    u64: () => source.u64(past(8)),
    take: (length) => source.range(past(length), length),
    left: () => bytes.length - at,
  }
}

/** Returns a buffer over the same bytes, for its fast search and comparison. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Returns the text of bytes that must be UTF-8. */
export function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Malformed(`${name} is not valid UTF-8`)
  }
}

/** Says whether all bytes of a range are zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}
