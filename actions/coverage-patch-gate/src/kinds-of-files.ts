/**
 * Kinds of files that are never run: a change of these alone holds no code. Any other kind may be code, even if no
 * report is about it.
 */
const prose = new Set(
  'md markdown txt rst adoc json jsonc json5 yml yaml toml lock csv tsv xml svg ini cfg properties pem snap'.split(
    ' ',
  ),
)
const namedFiles = /(?:^|\/)(?:LICENSE|NOTICE|AUTHORS|CODEOWNERS|\.[^/.]+(?:ignore|attributes|config|rc))$/

/** Returns whether a path is that of text or data, by its name. */
export function isProse(path: string): boolean {
  const extension = /\.([^./]+)$/.exec(path)?.[1] ?? ''
  return prose.has(extension.toLowerCase()) || namedFiles.test(path)
}
