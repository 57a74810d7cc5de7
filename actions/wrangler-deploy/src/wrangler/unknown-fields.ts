/** A note for the report of a run that deployed although wrangler does not know a field. */
export function noteOnUnknownFields(lines: readonly string[]): string[] {
  const unknown = unknownFieldsIn(lines)
  return unknown.length === 0
    ? []
    : [`Wrangler does not know ${unknown.join('; ')}, and deployed without: correct the name, or remove it.`]
}

/**
 * The fields of the configuration that wrangler says it does not know, such as `"kv_namespace" in top-level`. It only
 * warns of them, so that a misspelt binding is left out without an error.
 * @param lines what wrangler printed
 */
export function unknownFieldsIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, where, fields] =
      /Unexpected fields found in (.{1,200}) field: (.{1,500})$/.exec(line.trim()) ?? []
    return where === undefined ? [] : [`${fields} in ${where}`]
  })
}
