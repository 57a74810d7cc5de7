/** The behaviour of a simulated plane. Times are milliseconds since the simulation began. */
export interface SimulatedPlaneOptions {
  /** Equal seeds give equal runs. */
  readonly seed: number
  /** How long the run may take. */
  readonly total: number
  /** How long each read takes. */
  readonly latency?: number
  /** Returns what a read that begins at a time shows; `random` is from 0 to 1 and differs for each read. */
  readonly show: (time: number, random: number) => string | undefined
}

/**
 * A control plane with many replicas and a clock that only reads and waits advance, so that a run of a minute takes
 * no time.
 */
export interface SimulatedPlane {
  /** The number of reads. */
  readonly reads: number
  readonly now: number
  read(): Promise<{
    readonly pin: { readonly template: string; readonly region: string; readonly digest: string } | undefined
    readonly pins: readonly []
    readonly etag: undefined
    readonly failedAttempts: number
  }>
  wait(milliseconds: number): Promise<void>
  remaining(): number
}

export function simulatePlane({ seed, total, latency = 80, show }: SimulatedPlaneOptions): SimulatedPlane {
  const random = randomOf(seed)
  let now = 0
  let reads = 0
  return {
    get reads() {
      return reads
    },
    get now() {
      return now
    },
    async read() {
      reads += 1
      const begun = now
      const digest = show(begun, random())
      // Reads that begin at the same time end at the same time.
      await Promise.resolve()
      now = Math.max(now, begun + latency)
      const pin = digest === undefined ? undefined : { template: 'codex', region: 'global', digest }
      return { pin, pins: [], etag: undefined, failedAttempts: 0 }
    },
    async wait(milliseconds) {
      now += milliseconds
    },
    remaining: () => Math.max(0, total - now),
  }
}

/** Returns a Mulberry32 generator: 32 bits of state, enough to spread reads over replicas. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
