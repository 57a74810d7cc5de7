/** A message with more of them would not be read. */
const most = 20

/** Returns a note for the report of a run that deployed although wrangler does not know a field. */
export function noteOnUnknownFields(unknown: readonly string[]): string[] {
  return unknown.length === 0
    ? []
    : [`Wrangler does not know ${unknown.join('; ')}, and deployed without: correct the name, or remove it.`]
}

/**
 * Collects the fields of the configuration that wrangler does not know, such as `"kv_namespace" in top-level`. Wrangler
 * only warns of them, so that it leaves out a misspelt binding without an error. Each line is read as it is printed,
 * because wrangler warns first, and the output of a build command may be long.
 */
export function collectUnknownFields(): { readonly found: readonly string[]; add(line: string): void } {
  const found: string[] = []
  return {
    found,
    add(line) {
      const [, where, fields] = /Unexpected fields found in (.{1,200}) field: (.{1,500})/.exec(line) ?? []
      const described = where && `${fields} in ${where}`
      if (described !== undefined && found.length < most && !found.includes(described)) found.push(described)
    },
  }
}
