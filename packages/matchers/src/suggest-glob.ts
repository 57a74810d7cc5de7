/**
 * What a glob that no path can match was probably meant to be: from the root of the repository, without `./` or `/`
 * before it, with `**` after a last slash, and with `\#` for a first `#`. Undefined where there is nothing to suggest.
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
