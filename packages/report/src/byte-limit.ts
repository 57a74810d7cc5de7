/** A step's summary may have 1 MiB; one that is longer is dropped whole. The margin is for other steps' headers. */
export const summaryBytes = 1_000_000

const note = '\n\n*Cut here: the report is longer than the forge shows. The log has all of it.*\n'

/**
 * Markdown cut to a number of bytes of UTF-8, at a line's end, with a closing note where it was cut.
 * A fence or fold that is open at the cut is closed, so that the note is not swallowed by it.
 */
export function withinBytes(markdown: string, limit: number): string {
  const bytes = new TextEncoder().encode(markdown)
  if (bytes.length <= limit) return markdown
  if (limit < note.length) return ''
  for (let room = limit - note.length; ; ) {
    const whole = wholeLines(bytes.subarray(0, room))
    const cut = `${whole}${closing(whole)}${note}`
    const excess = new TextEncoder().encode(cut).length - limit
    if (excess <= 0) return cut
    room = Math.max(0, room - excess)
  }
}

/** A byte of a line's end is never part of another character. */
function wholeLines(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    bytes.subarray(0, Math.max(0, bytes.lastIndexOf(10))),
  )
}

/** Ends what is open. A fence is longer than any that it holds, and what it holds opens nothing. */
function closing(markdown: string): string {
  let fence = ''
  let folds = 0
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0] ?? ''
    if (fence !== '') {
      if (run.length >= fence.length) fence = ''
    } else if (run !== '') fence = run
    else folds += line.split('<details>').length - line.split('</details>').length
  }
  return `${fence && `\n${fence}`}${'\n\n</details>'.repeat(Math.max(0, folds))}`
}
