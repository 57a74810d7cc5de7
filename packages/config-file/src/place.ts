/** Where a value stands in the text (offsets in UTF-16 code units), and where its parts do. */
export interface Place {
  readonly offset: number
  /** Where the key stands that leads to the value; the value's own place for a list item. */
  readonly keyOffset: number
  readonly parts: ReadonlyMap<PropertyKey, Place>
}

/**
 * The place that a path leads to, or of the last thing on the way that exists: a missing key is reported at
 * the mapping that should hold it.
 */
export function findPlace(root: Place, path: readonly PropertyKey[]): Place {
  let place = root
  for (const step of path) {
    const next = place.parts.get(step)
    if (!next) return place
    place = next
  }
  return place
}
