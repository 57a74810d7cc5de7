/** Returns a table for a terminal: the first column left-aligned, figures right-aligned. */
export function formatTable(
  headers: readonly string[],
  rows: readonly Readonly<Record<string, string | number>>[],
): string {
  const cells = [headers, ...rows.map((row) => headers.map((header) => shown(row[header])))]
  const widths = headers.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

function shown(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? ''
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(1)
}
