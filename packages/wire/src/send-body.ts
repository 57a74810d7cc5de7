import type { ClientRequest } from 'node:http'
import { Fault } from './failure.ts'
import { type BodySource, changedLength } from './source.ts'

export type Body = string | Uint8Array | BodySource

/** Whether a body is read while it is sent. */
export function isSource(body: Body | undefined): body is BodySource {
  return typeof body === 'object' && 'open' in body
}

/** Bytes of a body. */
export function lengthOf(body: Body): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length
}

/** A body that is on its way. */
export interface Sending {
  /** Everything has been handed to the connection. */
  readonly whole: boolean
  /** Resolves when no more of it is read. Rejects if it cannot be read, or is not as long as it was said to be. */
  readonly ended: Promise<void>
  /** Sends no more of it. */
  stop(): void
}

/**
 * Sends a body and ends the request, reading no faster than the other side takes it. The last part is sent only when
 * the length is known to be right, so that the other side never gets a whole request with the wrong content.
 * @param onProgress is called whenever a part was sent
 */
export function sendBody(
  outgoing: ClientRequest,
  body: Body | undefined,
  onProgress: () => void = () => {},
): Sending {
  const state = { whole: false, stopped: false, wake: () => {} }
  outgoing.on('drain', () => state.wake())
  outgoing.on('close', stop)

  function stop() {
    state.stopped = true
    state.wake()
  }

  function end(last?: string | Uint8Array) {
    state.whole = true
    outgoing.end(last)
  }

  async function pump(source: BodySource): Promise<void> {
    let held: Uint8Array | undefined
    let length = 0
    for await (const chunk of read(source)) {
      if (state.stopped) return
      length += chunk.length
      if (length > source.length) throw changedLength(length, source.length)
      if (held !== undefined && !outgoing.write(held)) await drained()
      onProgress()
      held = chunk
    }
    if (state.stopped) return
    if (length !== source.length) throw changedLength(length, source.length)
    end(held)
  }

  function drained(): Promise<void> {
    return new Promise((resolve) => {
      state.wake = resolve
      if (state.stopped) resolve()
    })
  }

  if (!isSource(body)) end(body)
  return {
    get whole() {
      return state.whole
    },
    ended: isSource(body) ? pump(body) : Promise.resolve(),
    stop,
  }
}

/** An error of the file is not one of the network. */
async function* read(source: BodySource): AsyncGenerator<Uint8Array> {
  const chunks = source.open()[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw cause instanceof Fault
          ? cause
          : new Fault('file', `the file to send cannot be read${codeIn(cause)}`, { cause })
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
  }
}

/** ` (ENOSPC)`, if the error has such a code. */
export function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${error.code})` : ''
}
