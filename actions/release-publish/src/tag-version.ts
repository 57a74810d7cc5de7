/** https://semver.org, clause 2, 9 and 10. */
const semver =
  /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/

/**
 * Returns the version that a tag names: the longest ending that is a semantic version, also after `v`. It is the whole
 * tag, or comes after `-`, `/` or `@`. Returns undefined if there is none.
 */
export function versionOfTag(tag: string): string | undefined {
  const starts = [...tag].flatMap((character, index) => ('-/@'.includes(character) ? [index + 1] : []))
  for (const start of [0, ...starts]) {
    const version = tag.slice(start).replace(/^v/, '')
    if (semver.test(version)) return version
  }
  return undefined
}

/** Returns whether a semantic version is a prerelease such as `1.2.3-rc.1`. */
export function isPrereleaseVersion(version: string): boolean {
  return version.split('+', 1)[0]?.includes('-') ?? false
}
