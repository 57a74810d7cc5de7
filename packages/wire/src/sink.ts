/** Where the body of an answer goes instead of memory. Only the body of an answer with status 200 does. */
export interface Sink {
  /** Begins anew; called once for each time that such an answer comes. */
  open(): Promise<Intake>
}

/** One body on its way into a sink. */
export interface Intake {
  write(chunk: Uint8Array): Promise<void>
  /** The body came whole: what was written counts from now on. */
  finish(): Promise<void>
  /** The body was cut short or refused: nothing of it stays. */
  discard(): Promise<void>
}

/**
 * Receives into a file, with what was there replaced. The file gets its name only when it is whole; until then it has
 * a name of its own in the same folder, which must exist.
 */
export function fileSink(path: string): Sink {
  return {
    async open() {
      const { open, rename, rm } = await import('node:fs/promises')
      const unfinished = `${path}.${crypto.randomUUID()}.part`
      const handle = await open(unfinished, 'wx')
      return {
        // `write` may write less than it is given, `writeFile` does not; each goes on where the last one ended.
        write: (chunk) => handle.writeFile(chunk),
        async finish() {
          await handle.sync()
          await handle.close()
          await rename(unfinished, path)
        },
        async discard() {
          await handle.close().catch(() => undefined)
          await rm(unfinished, { force: true })
        },
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
    async open() {
      const { createHash } = await import('node:crypto')
      const hash = createHash(algorithm)
      digest = undefined
      return {
        async write(chunk) {
          hash.update(chunk)
        },
        async finish() {
          digest = hash.digest('hex')
        },
        async discard() {},
      }
    },
  }
}
