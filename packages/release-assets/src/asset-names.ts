/** The file that has a sum for every other file of a release. */
export const SUMS_NAME = 'SHA256SUMS'

/** The file that describes a release. */
export const MANIFEST_NAME = 'manifest.json'

const longest = 200

/** Names that Windows reserves for devices, whatever follows the first dot. */
const devices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i

/**
 * Says why a name would not survive a release: a forge renames it, or some system cannot store it.
 * @returns undefined if every forge keeps the name as it is, and every system can store it
 */
export function describeBadName(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.length > longest) return `is longer than ${longest} characters`
  if (!/^[A-Za-z0-9._-]*$/.test(name)) return 'has a character other than A-Z a-z 0-9 . _ -'
  if (name.startsWith('.') || name.endsWith('.')) return 'begins or ends with a dot'
  if (name.includes('..')) return 'has two dots in a row'
  if (name.startsWith('-')) return 'begins with a hyphen, so programs take it for an option'
  if (devices.test(name)) return 'is a name that Windows reserves for a device'
  return undefined
}

/**
 * Returns the groups of names that are one file on a system that ignores case: those that are equal, or equal but for
 * case.
 */
export function collidingNames(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const group = groups.get(name.toLowerCase())
    if (group) group.push(name)
    else groups.set(name.toLowerCase(), [name])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
