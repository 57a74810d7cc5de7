/** The outcome of one read of a pin. */
export type Reading = {
  /** Milliseconds since the first read was begun. */
  readonly at: number
} & ({ readonly digest: string | undefined } | { readonly failed: true })

/** The digests of the reads that were answered, in order; `undefined` if the control plane had no row. */
export function digestsOf(readings: readonly Reading[]): readonly (string | undefined)[] {
  return readings.flatMap((reading) => ('failed' in reading ? [] : [reading.digest]))
}

/** The digests without those that only repeat the one before. */
export function changesOf(digests: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return digests.filter((digest, index) => index === 0 || digest !== digests[index - 1])
}

/** Whether reads came back to a digest that they had left, which only replicas that disagree do. */
export function cameBack(digests: readonly (string | undefined)[]): boolean {
  const changes = changesOf(digests)
  return new Set(changes).size < changes.length
}
