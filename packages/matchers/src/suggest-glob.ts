/**
 * Returns the glob that a person most likely meant by one that no path can match: relative to the root of the
 * repository, without a leading `./` or `/`, with `**` after a trailing slash, and with `\#` for a leading `#`.
 * Returns undefined if there is no suggestion.
 */
export function suggestGlob(pattern: string): string | undefined {
  const marks = /^!*/.exec(pattern)?.[0] ?? ''
  const segments = pattern.slice(marks.length).split('/')
  const named = segments.filter((segment) => segment !== '' && segment !== '.')
  if (named.length === 0) return undefined
  const last = segments.at(-1)
  const open = last === '' || last === '.'
  const rest = [...named, ...(open && named.at(-1) !== '**' ? ['**'] : [])].join('/')
  const suggestion = marks + (marks === '' && rest.startsWith('#') ? `\\${rest}` : rest)
  return suggestion === pattern ? undefined : suggestion
}
