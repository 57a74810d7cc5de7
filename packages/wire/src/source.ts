import { commonReasons, OutsideError } from '@suite/errors'
import { Fault } from './failure.ts'
import { changedLength } from './send-body.ts'

/** A body that is read while it is sent, so that it is never in memory as a whole. */
export interface BodySource {
  /** Bytes; known before anything is sent. */
  readonly length: number
  /** Reads the body from its beginning; called once for each time that the request is sent. */
  readonly open: () => AsyncIterable<Uint8Array>
}

/** Bytes that are read at once. */
const chunkSize = 64 * 1024

/**
 * The content of a file as a body. Its length is that of this moment: a file that has another one when it is sent
 * ends the request with the failure `file`, before the request is whole.
 * @throws OutsideError `outside-failed` if the path is not a regular file, or cannot be read
 */
export async function fileSource(path: string): Promise<BodySource> {
  const { open, stat } = await import('node:fs/promises')
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => refuse(path, error.code))
  if (!found.isFile()) return refuse(path, 'it is not a regular file')
  const length = found.size
  return {
    length,
    async *open() {
      const handle = await open(path, 'r')
      try {
        const { size } = await handle.stat()
        if (size !== length) throw new Fault('file', changedLength(length))
        for (;;) {
          const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize)
          if (bytesRead === 0) return
          yield buffer.subarray(0, bytesRead)
        }
      } finally {
        await handle.close()
      }
    },
  }
}

function refuse(path: string, why: string | undefined): never {
  throw new OutsideError(
    commonReasons['outside-failed'],
    `${path} cannot be sent: ${why}`,
    'Check that the step before has written the file, and that it can be read.',
  )
}
