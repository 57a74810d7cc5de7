/**
 * A step's summary may have 1 MiB; the forge drops a longer one completely. The margin is for the headers of other
 * steps.
 */
export const summaryBytes = 1_000_000

const note = '\n\n*Cut here: the report is longer than the forge shows. The log has all of it.*\n'

/**
 * Returns Markdown truncated to a number of bytes of UTF-8, at the end of a line, with a note at the end. It closes
 * an open fence or fold before the note, so that the note is visible.
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

/** Returns the text up to the last line end. The byte of a line end is never part of another character. */
function wholeLines(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    bytes.subarray(0, Math.max(0, bytes.lastIndexOf(10))),
  )
}

/**
 * Returns what closes open fences and folds. A fence is longer than any fence in its content, and its content opens
 * nothing.
 */
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
