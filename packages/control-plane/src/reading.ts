/** The outcome of one read of a pin. */
export type Reading = {
  /** Milliseconds since the first read was begun. */
  readonly at: number
} & ({ readonly digest: string | undefined } | { readonly failed: true })

/** Returns the digests of the answered reads, in order; undefined for a read without a row. */
export function digestsOf(readings: readonly Reading[]): readonly (string | undefined)[] {
  return readings.flatMap((reading) => ('failed' in reading ? [] : [reading.digest]))
}

/** Returns the digests without repetitions of the one before. */
export function changesOf(digests: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return digests.filter((digest, index) => index === 0 || digest !== digests[index - 1])
}

/** Returns whether reads returned to an earlier digest, which happens only if replicas disagree. */
export function cameBack(digests: readonly (string | undefined)[]): boolean {
  const changes = changesOf(digests)
  return new Set(changes).size < changes.length
}
