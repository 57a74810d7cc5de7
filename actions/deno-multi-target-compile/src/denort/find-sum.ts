import type { SumLine } from '@suite/release-assets'

/** Which sum is looked for. */
export interface SumQuestion {
  /** The name of the archive. */
  readonly name: string
  /** The version of deno: a file may have the sums of several versions, in folders named after them. */
  readonly version: string
}

/**
 * Returns the sum that a list has for an archive. A line may name the archive with a path. If lines differ, those with
 * the folder of the version decide.
 * @returns undefined if the list has no sum for the archive, or several
 */
export function findSum(sums: readonly SumLine[], { name, version }: SumQuestion): string | undefined {
  const named = sums
    .map(({ name: path, sha256 }) => ({ sha256, steps: path.split(/[/\\]/) }))
    .filter(({ steps }) => steps.at(-1) === name)
  const ofVersion = named.filter(({ steps }) => steps.includes(`v${version}`) || steps.includes(version))
  return onlySum(ofVersion.length > 0 ? ofVersion : named)
}

function onlySum(sums: readonly { readonly sha256: string }[]): string | undefined {
  const distinct = new Set(sums.map(({ sha256 }) => sha256))
  return distinct.size === 1 ? sums[0]?.sha256 : undefined
}
