/**
 * Returns `major.minor.patch` as numbers; undefined for anything else, including pre-releases, because `v1` must
 * never point at one.
 */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const match = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text)
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])]
}

/** Returns a negative number if `one` is older than `other`. Both must be versions. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [parseVersion(one) ?? [0, 0, 0], parseVersion(other) ?? [0, 0, 0]]
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}
