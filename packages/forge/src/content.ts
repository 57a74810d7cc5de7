import { commonReasons, OutsideError } from '@suite/errors'

/**
 * Returns the bytes of a file that a forge gave in base64.
 * @param what names the file in the message
 * @throws OutsideError if the number of bytes differs from the size that the forge gives
 */
export function decodeContent(
  forge: string,
  { content, size }: { readonly content: string; readonly size: number },
  what: string,
): Uint8Array {
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length === size) return bytes
  throw new OutsideError(
    commonReasons['outside-failed'],
    `${what} is said to have ${size} bytes, and came with ${bytes.length}`,
    `Run again; if it happens again, something between the runner and ${forge} alters its answers.`,
  )
}
