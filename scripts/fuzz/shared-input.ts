/** Memory in which a worker puts each input before it reads it, so that the last one is known if the worker dies. */
export type SharedInput = SharedArrayBuffer

/** The count of inputs, and the length of the last one. */
const headerBytes = 8
const mostBytes = 2 * 1024 * 1024

export function createSharedInput(): SharedInput {
  return new SharedArrayBuffer(headerBytes + mostBytes)
}

export function putInput(shared: SharedInput, input: Uint8Array): void {
  const header = new Int32Array(shared, 0, 2)
  const fitting = input.subarray(0, mostBytes)
  new Uint8Array(shared, headerBytes).set(fitting)
  Atomics.store(header, 1, fitting.length)
  Atomics.add(header, 0, 1)
}

/** Returns how many inputs were put there, and the last of them. */
export function lastInput(shared: SharedInput): { readonly count: number; readonly input: Uint8Array } {
  const header = new Int32Array(shared, 0, 2)
  const length = Atomics.load(header, 1)
  return {
    count: Atomics.load(header, 0),
    input: Uint8Array.from(new Uint8Array(shared, headerBytes, length)),
  }
}
