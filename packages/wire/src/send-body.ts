import type { ClientRequest } from 'node:http'
import { Fault } from './failure.ts'
import type { BodySource } from './source.ts'

export type Body = string | Uint8Array | BodySource

/** Returns whether a body is read while it is sent. */
export function isSource(body: Body | undefined): body is BodySource {
  return typeof body === 'object' && 'open' in body
}

/** Returns the number of bytes of a body. */
export function lengthOf(body: Body): number {
  return typeof body === 'string' ? Buffer.byteLength(body) : body.length
}

/** A body that is being sent. */
export interface Sending {
  /** Everything has been handed to the connection. */
  readonly whole: boolean
  /**
   * Resolves when the body is not read any further. Rejects with the Fault `file` if it cannot be read, or is not as
   * long as it was said to be.
   */
  readonly ended: Promise<void>
  /** Sends no more of it. */
  stop(): void
}

/**
 * Sends a body and ends the request, reading no faster than the other side takes it. The last part is sent only when
 * the length is known to be right, so that the other side never gets a whole request with the wrong content.
 * @param onProgress is called each time a part was sent
 * @throws Fault `file` through `ended`, if the body cannot be read or has another length
 */
export function sendBody(outgoing: ClientRequest, body: Body | undefined, onProgress?: () => void): Sending {
  const sending = { whole: false, ended: Promise.resolve(), stop }
  let stopped = false
  let wake = () => {}

  function stop() {
    stopped = true
    wake()
  }

  function end(last?: string | Uint8Array) {
    sending.whole = true
    outgoing.end(last)
  }

  async function pump({ length, open }: BodySource): Promise<void> {
    let held: Uint8Array | undefined
    let read = 0
    for await (const part of open()) {
      if (stopped) return
      read += part.length
      if (read > length) break
      if (held !== undefined && !outgoing.write(held)) await drained()
      onProgress?.()
      held = part
    }
    if (stopped) return
    if (read !== length) throw new Fault('file', changedLength(length))
    end(held)
  }

  function drained(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
      if (stopped) resolve()
    })
  }

  if (!isSource(body)) end(body)
  else {
    outgoing.on('drain', () => wake())
    outgoing.on('close', stop)
    sending.ended = pump(body).catch(toFault)
  }
  return sending
}

/** What is wrong with a body that is not as long as it was said to be. */
export function changedLength(length: number): string {
  return `what is to be sent has changed: it no longer has ${length} bytes`
}

/** An error of a file is not one of the network. */
function toFault(cause: unknown): never {
  if (cause instanceof Fault) throw cause
  throw new Fault('file', `what is to be sent cannot be read${codeIn(cause)}`, { cause })
}

/** ` (ENOSPC)`, if the error has such a code. */
export function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${error.code})` : ''
}
