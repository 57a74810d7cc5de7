/** Where a value is in the text (offsets in UTF-16 code units), and where its parts are. */
export interface Place {
  readonly offset: number
  /** Where the key of the value is; for a list item, where the value itself is. */
  readonly keyOffset: number
  readonly parts: ReadonlyMap<PropertyKey, Place>
}

/**
 * Returns the place that a path leads to. If the path does not exist, returns the place of the last part that does: a
 * missing key is reported at the mapping that should contain it.
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
