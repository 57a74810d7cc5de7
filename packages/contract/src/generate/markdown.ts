/** Returns a Markdown table. Cells contain Markdown; a pipe or line break in a cell does not end it. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\r?\n/g, '<br>')).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Returns the text as Markdown code. */
export function code(text: string): string {
  return `\`${text}\``
}

/** Returns a description without its Markdown code marks, for places that show them literally. */
export function plain(text: string): string {
  return text.replaceAll('`', '')
}
