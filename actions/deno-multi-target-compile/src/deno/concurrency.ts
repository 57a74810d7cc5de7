/** Memory that one call of `deno compile` needs, beside the base that it reads and the binary that it writes. */
const bytesOfCall = 256 * 1024 * 1024

export interface Machine {
  readonly cores: number
  /** Bytes of memory that are free. */
  readonly memory: number
}

/** Returns how many targets are compiled at a time: as many as the cores and the memory allow, and at least one. */
export function concurrencyFor(
  { cores, memory }: Machine,
  bases: readonly { readonly size: number }[],
  wanted: number | undefined,
): number {
  if (wanted !== undefined) return Math.min(wanted, Math.max(bases.length, 1))
  const largest = Math.max(0, ...bases.map(({ size }) => size))
  const fitting = Math.floor(memory / (bytesOfCall + 2 * largest))
  return Math.max(1, Math.min(cores, fitting, bases.length))
}
