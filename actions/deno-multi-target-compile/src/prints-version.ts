/**
 * Returns whether a text contains a version as a word of its own: `kato 1.2.3` and `v1.2.3` contain 1.2.3, but
 * `11.2.3`, `1.2.30` and `1.2.3-rc.1` do not.
 */
export function printsVersion(text: string, version: string): boolean {
  for (let at = text.indexOf(version); at >= 0; at = text.indexOf(version, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    const after = text.slice(at + version.length, at + version.length + 2)
    const begins = !/[0-9A-Za-z]$|[.+-]$/.test(before) || /(^|[^0-9A-Za-z])v$/i.test(before)
    if (begins && !/^([0-9A-Za-z]|[.+-][0-9A-Za-z])/.test(after)) return true
  }
  return false
}
