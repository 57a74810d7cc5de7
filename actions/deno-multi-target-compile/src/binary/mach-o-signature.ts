import type { Bytes } from './bytes.ts'
import type { Signature } from './mach-o-parts.ts'

const magic = { superBlob: 0xfade_0cc0, codeDirectory: 0xfade_0c02 } as const

/**
 * Says whether a signature describes the file as it is: it is at the end, and its code directory covers every page
 * before it. The hashes of the pages are not computed: macOS does that, and a second build finds a changed byte.
 */
export function describesFile(bytes: Bytes, { offset, size }: Signature): boolean {
  if (offset + size !== bytes.length || size < 20) return false
  const signature = bytes.part(offset, size, 'the signature of the Mach-O file')
  const number = (at: number) => {
    const [first, second, third, fourth] = [
      signature.u8(at),
      signature.u8(at + 1),
      signature.u8(at + 2),
      signature.u8(at + 3),
    ]
    return first * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8 + fourth
  }
  if (number(0) !== magic.superBlob || number(4) > size) return false
  const count = number(8)
  if (12 + 8 * count > size) return false
  for (let index = 0; index < count; index++) {
    const blob = number(16 + 8 * index)
    if (number(12 + 8 * index) === 0) return blob + 44 <= size && coversFile(number, blob, offset, size)
  }
  return false
}

/** @param number reads a big-endian number of the signature */
function coversFile(number: (at: number) => number, at: number, end: number, size: number): boolean {
  const [length, hashes, slots, limit, kind] = [4, 16, 28, 32, 36].map((field) => number(at + field))
  if (length === undefined || hashes === undefined || slots === undefined || limit === undefined) return false
  const pageSize = 2 ** ((kind ?? 0) & 0xff)
  const hashSize = (kind ?? 0) >>> 24
  return (
    number(at) === magic.codeDirectory &&
    at + length <= size &&
    hashes + slots * hashSize <= length &&
    limit === end &&
    slots === Math.ceil(end / pageSize)
  )
}
