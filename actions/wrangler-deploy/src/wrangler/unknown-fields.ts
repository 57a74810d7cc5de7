/** More of them make a message that nobody reads. */
const most = 20

/** A note for the report of a run that deployed although wrangler does not know a field. */
export function noteOnUnknownFields(unknown: readonly string[]): string[] {
  return unknown.length === 0
    ? []
    : [`Wrangler does not know ${unknown.join('; ')}, and deployed without: correct the name, or remove it.`]
}

/**
 * Collects the fields of the configuration that wrangler says it does not know, such as `"kv_namespace" in top-level`.
 * It only warns of them, so that a misspelt binding is left out without an error. Each line is read as it is printed:
 * wrangler warns at its beginning, and the output of a build command may be long.
 */
export function collectUnknownFields(): { readonly found: readonly string[]; add(line: string): void } {
  const found: string[] = []
  return {
    found,
    add(line) {
      const [, where, fields] = /Unexpected fields found in (.{1,200}) field: (.{1,500})/.exec(line) ?? []
      const told = where && `${fields} in ${where}`
      if (told !== undefined && found.length < most && !found.includes(told)) found.push(told)
    },
  }
}
