/** Little-endian numbers and fixed fields, as all three containers write them. */
export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value & 0xffff, 2 * index)
  return bytes
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * index)
  return bytes
}

export function u64(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length)
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 8 * index)
  return bytes
}

/** Returns a text with zeros up to a length. */
export function field(text: string, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.write(text, 'latin1')
  return bytes
}

export function padTo(bytes: Uint8Array, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length))])
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

const block = 1024 * 1024

/**
 * Returns bytes that are always the same and that half compress away, as those of a real program do.
 */
export function filling(length: number): Buffer {
  const pattern = Buffer.alloc(Math.min(block, length))
  let state = 1
  for (let at = 0; at < pattern.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    pattern[at] = (at & 64) === 0 ? state >>> 24 : 0
  }
  return Buffer.alloc(length, pattern)
}
