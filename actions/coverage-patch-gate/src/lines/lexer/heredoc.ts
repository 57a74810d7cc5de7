import type { Heredoc } from '../syntax/syntax.ts'

/** Returns the terminator of the heredoc that is announced at `at`, and the offset after the announcement. */
export function heredocAt(
  heredoc: Heredoc,
  text: string,
  at: number,
): { readonly terminator: string; readonly end: number } | undefined {
  if (!text.startsWith('<<', at)) return undefined
  const { opener } = heredoc
  opener.lastIndex = at
  const found = opener.exec(text)
  if (!found) return undefined
  const terminator = found.slice(1).find((group) => group !== undefined)
  return terminator === undefined ? undefined : { terminator, end: opener.lastIndex }
}

/** Returns the offset after the body of a heredoc that starts at `from`; undefined if it does not end. */
export function endOfHeredoc(
  heredoc: Heredoc,
  terminator: string,
  text: string,
  from: number,
): number | undefined {
  let start = from
  while (start < text.length) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    if (isTerminator(heredoc, terminator, text.slice(start, end))) return end
    start = end + 1
  }
  return undefined
}

function isTerminator({ ends }: Heredoc, terminator: string, line: string): boolean {
  if (ends === 'exactly') return line.replace(/\r$/, '') === terminator
  const trimmed = line.trim()
  if (ends === 'trimmed') return trimmed === terminator
  return trimmed.startsWith(terminator) && !/^\w/.test(trimmed.slice(terminator.length))
}
