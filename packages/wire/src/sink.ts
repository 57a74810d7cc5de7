import { Fault } from './failure.ts'
import { codeIn } from './send-body.ts'

/** Where the body of an answer goes instead of memory. Only the body of an answer with status 200 does. */
export interface Sink {
  /**
   * Receives a body to its end. It is called once for each such answer, and starts again each time. If the parts end
   * with an error, the body was cut short, and no part of it may stay.
   * @returns the bytes that came
   * @throws the error of the parts; Fault `file` if they cannot be stored
   */
  receive(parts: AsyncIterable<Uint8Array>): Promise<number>
}

/**
 * Receives into a file, and replaces a file that is there. The file gets its name only when it is whole; until then it
 * has a name of its own in the same folder, which must exist.
 * @throws Fault `file` from `receive`, if the file cannot be written
 */
export function fileSink(path: string): Sink {
  return {
    async receive(parts) {
      const { open, rename, rm } = await import('node:fs/promises')
      const unfinished = `${path}.${crypto.randomUUID()}.part`
      const handle = await stored(open(unfinished, 'wx'))
      try {
        // `write` may write less than it is given, `writeFile` does not; each goes on where the last one ended.
        const length = await each(parts, (part) => stored(handle.writeFile(part)))
        await stored(handle.sync())
        await stored(handle.close())
        await stored(rename(unfinished, path))
        return length
      } catch (error) {
        await handle.close().catch(() => undefined)
        await rm(unfinished, { force: true }).catch(() => undefined)
        throw error
      }
    },
  }
}

export interface HashSink extends Sink {
  /** The digest in hexadecimal; undefined until a body came whole. */
  readonly digest: string | undefined
}

/** Receives into a hash, and keeps nothing but its digest. */
export function hashSink(algorithm: 'sha256' | 'sha512'): HashSink {
  let digest: string | undefined
  return {
    get digest() {
      return digest
    },
    async receive(parts) {
      digest = undefined
      const { createHash } = await import('node:crypto')
      const hash = createHash(algorithm)
      const length = await each(parts, async (part) => hash.update(part))
      digest = hash.digest('hex')
      return length
    },
  }
}

async function each(
  parts: AsyncIterable<Uint8Array>,
  take: (part: Uint8Array) => Promise<unknown>,
): Promise<number> {
  let length = 0
  for await (const part of parts) {
    await take(part)
    length += part.length
  }
  return length
}

/** Returns an error of a file as the Fault `file`, so that it is not taken for an error of the network. */
function stored<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((cause: unknown) => {
    throw new Fault('file', `the answer cannot be stored${codeIn(cause)}`, { cause })
  })
}
