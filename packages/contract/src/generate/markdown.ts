/** A Markdown table. Cells hold Markdown; a pipe or line break in one cannot end it. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\r?\n/g, '<br>')).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Text as code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** A description without its Markdown code marks, for places that show them as they are. */
export function plain(text: string): string {
  return text.replaceAll('`', '')
}
