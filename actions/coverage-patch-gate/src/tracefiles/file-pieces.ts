import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/** Small enough to stay in the cache of the processor while it is scanned. */
const pieceSize = 524_288

/** How many pieces are read before signals and timers are served. */
const piecesInOneGo = 32

/**
 * Returns the content of a file in pieces. Each piece overwrites the one before, so memory stays the same. It reads
 * synchronously, which takes much less processor time, and lets others run now and then.
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafeSlow(pieceSize)
    for (let pieces = 1; ; pieces += 1) {
      const size = readSync(file, buffer, 0, pieceSize, null)
      if (size === 0) return
      yield buffer.subarray(0, size)
      if (pieces % piecesInOneGo === 0) await setImmediate()
    }
  } finally {
    closeSync(file)
  }
}
