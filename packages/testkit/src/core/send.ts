import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, encodeAnswer } from './answer.ts'
import type { Fault, Injection } from './faults.ts'
import type { LogEntry } from './request-log.ts'

/** Returns whether a fault replaces the handling of the request, so that the request takes no effect. */
export function preempts({ fault, applied }: Injection): boolean {
  return !applied && (fault.kind === 'reset' || fault.kind === 'hang' || fault.kind === 'replace')
}

/** Sends an answer as a fault changes it, and records in the log when it was sent. */
export async function send(
  response: ServerResponse,
  entry: LogEntry,
  truth: Answer | undefined,
  fault: Fault | undefined,
): Promise<void> {
  if (response.destroyed || fault?.kind === 'hang') return
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const given =
    fault?.kind === 'replace'
      ? fault.answer
      : fault?.kind === 'alter' && truth
        ? await fault.alter(truth)
        : truth
  if (!given) return
  if (given.lost) {
    response.socket?.resetAndDestroy()
    return
  }
  const { headers, bytes } = encodeAnswer(given)
  const bodyless = given.status === 204 || given.status === 304
  entry.status = given.status
  response.writeHead(given.status, bodyless ? headers : { ...headers, 'content-length': bytes.length })
  if (fault?.kind === 'cut') {
    response.write(bytes.subarray(0, fault.bytes), () => response.socket?.resetAndDestroy())
    response.flushHeaders()
    return
  }
  if (fault?.kind === 'drip') {
    for (let at = 0; at < bytes.length && !response.destroyed; at += fault.bytes) {
      response.write(bytes.subarray(at, at + fault.bytes))
      await pause(fault.everyMs)
    }
  }
  // Recorded before the last byte leaves, so that a request that follows the answer starts later.
  entry.endedAt = performance.now()
  response.end(fault?.kind === 'drip' || bodyless ? undefined : bytes)
}

/**
 * Resets every connection and stops listening, so that new connections are refused: for good, or for a number of
 * milliseconds.
 */
export function refuse(server: Server, forMs: number | undefined, isOver: () => boolean): void {
  const { port } = server.address() as AddressInfo
  server.close()
  server.closeAllConnections()
  if (forMs === undefined) return
  setTimeout(() => {
    if (isOver()) return
    // Another program may have the port by now: then the host stays unreachable.
    server.once('error', () => {})
    server.listen(port, '127.0.0.1')
  }, forMs).unref()
}
