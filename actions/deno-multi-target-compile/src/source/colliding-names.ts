/**
 * Returns pairs of paths of files or folders that are one name on a disk which does not distinguish case or the
 * composition of characters, as on macOS and Windows.
 */
export function collidingNames(paths: Iterable<string>): readonly (readonly [string, string])[] {
  const seen = new Map<string, string>()
  const known = new Set<string>()
  const pairs: (readonly [string, string])[] = []
  for (const path of paths) {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const name = end === -1 ? path : path.slice(0, end)
      if (!known.has(name)) {
        known.add(name)
        const folded = name.normalize('NFC').toLowerCase()
        const other = seen.get(folded)
        if (other === undefined) seen.set(folded, name)
        else pairs.push([other, name])
      }
      if (end === -1) break
    }
  }
  return pairs
}
