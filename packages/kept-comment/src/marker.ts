/**
 * Returns the first line of a kept comment, which no reader sees. It tells the comment of one action, or of one of
 * several gates of the same action, from every other comment.
 * @param name which of several comments of the action; undefined if the action keeps only one
 */
export function markerOf(action: string, name?: string): string {
  return `<!-- ${name === undefined ? action : `${action}: ${encode(name)}`} -->`
}

/** Returns a name without what ends an HTML comment. Different names stay different. */
function encode(name: string): string {
  // Half of a surrogate pair cannot be encoded.
  const wellFormed = new TextDecoder().decode(new TextEncoder().encode(name))
  return encodeURIComponent(wellFormed).replaceAll('-', '%2D')
}
