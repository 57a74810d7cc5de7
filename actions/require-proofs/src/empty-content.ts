import { decodeProof } from './proof-text.ts'

/**
 * White space, controls such as NUL, byte-order marks, zero-width and filler characters, and the empty braille
 * cell.
 */
const unseen = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** The bytes of such characters in content that is not text: NUL, white space, and byte-order marks. */
const unseenBytes: ReadonlySet<number> = new Set([
  0, 9, 10, 11, 12, 13, 32, 0xa0, 0xef, 0xbb, 0xbf, 0xfe, 0xff,
])

/** @see https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const lfsPointer = /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//

/** Returns why the content of a file is empty; `undefined` if it is not. */
export function faultOfEmptyContent(bytes: Uint8Array): string | undefined {
  const text = decodeProof(bytes)
  if (text === undefined)
    return bytes.every((byte) => unseenBytes.has(byte)) ? 'is empty: nothing in it can be seen' : undefined
  const seen = text.replaceAll(unseen, '')
  if (seen === '') return 'is empty: nothing in it can be seen'
  if (!/[\p{L}\p{N}]/u.test(seen)) return 'holds no letter and no digit'
  if (lfsPointer.test(text.trimStart()))
    return 'is a pointer of Git LFS: its content is not in the repository; commit the file itself'
  return undefined
}
