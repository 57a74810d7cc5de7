/** Paths of the tree that share an ending with a path of a report. */
export interface SharedEnding {
  /** How many parts they share. */
  readonly parts: number
  readonly paths: readonly string[]
  /** Whether one of them is changed; known even if `paths` is cut. */
  readonly hasChanged: boolean
  /** How many paths share it. */
  readonly size: number
}

/** Finds paths of the tree by their endings. */
export interface SuffixIndex {
  /** Returns the paths that share the longest ending with this path; undefined if none shares its last part. */
  longestShared(path: string): SharedEnding | undefined
  /** Returns paths that end with this whole path, at most `limit`. */
  endingWith(path: string, limit: number): readonly string[]
}

/** Enough paths for a message. */
const shown = 3

/**
 * Returns an index of the paths of the tree. They are sorted by their parts from the last to the first, so those that
 * share an ending are neighbours, and a search takes as many steps as the number of paths has digits.
 */
export function createSuffixIndex(paths: readonly string[], changed: ReadonlySet<string>): SuffixIndex {
  const entries = paths.map((path) => ({ path, key: backwards(path) }))
  entries.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  /** How many of the first entries are changed. */
  const changedBefore = new Uint32Array(entries.length + 1)
  for (const [index, { path }] of entries.entries())
    changedBefore[index + 1] = (changedBefore[index] ?? 0) + (changed.has(path) ? 1 : 0)

  const keyAt = (index: number) => entries[index]?.key ?? ''

  /** Returns the first index whose key is not before this one. */
  function lowerBound(key: string): number {
    let [low, high] = [0, entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (keyAt(middle) < key) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Returns the first index of the keys that begin so, and the one after the last. `0` is the next after `/`. */
  const rangeOf = (prefix: string) => [lowerBound(prefix), lowerBound(`${prefix.slice(0, -1)}0`)] as const

  return {
    longestShared(path) {
      const key = backwards(path)
      const at = lowerBound(key)
      const before = at > 0 ? sharedPrefix(key, keyAt(at - 1)) : ''
      const after = sharedPrefix(key, keyAt(at))
      const prefix = before.length > after.length ? before : after
      if (prefix === '') return undefined
      const [first, end] = rangeOf(prefix)
      return {
        parts: prefix.split('/').length - 1,
        paths: entries.slice(first, Math.min(end, first + shown)).map((entry) => entry.path),
        hasChanged: (changedBefore[end] ?? 0) > (changedBefore[first] ?? 0),
        size: end - first,
      }
    },
    endingWith(path, limit) {
      const [first, end] = rangeOf(backwards(path))
      return entries.slice(first, Math.min(end, first + limit)).map((entry) => entry.path)
    },
  }
}

/** Returns the parts from the last to the first, each with `/` after it. */
function backwards(path: string): string {
  return `${path.split('/').filter(Boolean).reverse().join('/')}/`
}

/** Returns the whole parts that both begin with. */
function sharedPrefix(one: string, other: string): string {
  let end = 0
  for (let index = 0; index < one.length && one[index] === other[index]; index += 1)
    if (one[index] === '/') end = index + 1
  return one.slice(0, end)
}
