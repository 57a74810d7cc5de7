/** A step's summary may have 1 MiB; one that is longer is dropped whole. The margin is for other steps' headers. */
export const summaryBytes = 1_000_000

/**
 * Markdown cut to a number of bytes of UTF-8, at a line's end, with a closing note where it was cut.
 * An open fence or fold at the cut is closed, so that the note is not swallowed by it.
 */
export function withinBytes(markdown: string, limit: number): string {
  const bytes = new TextEncoder().encode(markdown)
  if (bytes.length <= limit) return markdown
  const note = '\n\n*Cut here: the report is longer than the forge shows. The log has all of it.*\n'
  const room = Math.max(0, limit - note.length - 40)
  const kept = new TextDecoder().decode(bytes.subarray(0, room))
  const whole = kept.slice(0, Math.max(0, kept.lastIndexOf('\n')))
  return `${whole}${closing(whole)}${note}`
}

function closing(markdown: string): string {
  const fences = [...markdown.matchAll(/^(`{3,})/gm)]
  const fence = fences.length % 2 === 1 ? `\n${fences.at(-1)?.[1]}` : ''
  const folds = markdown.split('<details>').length - markdown.split('</details>').length
  return `${fence}${'\n\n</details>'.repeat(Math.max(0, folds))}`
}
