import { AsyncLocalStorage } from 'node:async_hooks'

const withinClient = new AsyncLocalStorage<true>()
const muzzled = new WeakSet<typeof process.stdout.write>()

/**
 * Calls the client so that nothing of what it prints leaves the process: it writes answers with signed URLs as debug
 * lines straight to stdout, past every register of secrets. What others print meanwhile goes on: a line is the
 * client's where it is written in the asynchronous context that began here. That stays so to the end of the process,
 * since a client that was given up cannot be stopped, and prints on.
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
