import { AsyncLocalStorage } from 'node:async_hooks'

const withinClient = new AsyncLocalStorage<true>()
const muzzled = new WeakSet<typeof process.stdout.write>()

/**
 * Calls the client, and drops everything that it prints: it prints responses with signed URLs as debug lines
 * directly to stdout, so the register of secrets cannot redact them. Other code may print meanwhile; a line belongs
 * to the client if it is written in the asynchronous context that starts here. The client stays muted until the
 * process ends, because a call that is abandoned cannot be stopped and continues to print.
 */
export function callQuietly<Result>(call: () => Promise<Result>): Promise<Result> {
  for (const stream of [process.stdout, process.stderr]) muzzle(stream)
  return withinClient.run(true, call)
}

function muzzle(stream: NodeJS.WriteStream): void {
  const { write } = stream
  if (muzzled.has(write)) return
  stream.write = ((...parameters: Parameters<typeof write>) => {
    if (!withinClient.getStore()) return write.apply(stream, parameters)
    const written = (parameters as unknown[]).find((each) => typeof each === 'function')
    if (written) process.nextTick(written)
    return true
  }) as typeof write
  muzzled.add(stream.write)
}
