const most = 200

/**
 * Returns a text of the other side, or of an input, in quotation marks. It is short, and has no character that could
 * move a cursor, break a line, or begin a command of the runner.
 */
export function quote(text: string): string {
  const inert = text.slice(0, most + 1).replace(/[\p{C}\p{Zl}\p{Zp}"]/gu, '·')
  return inert.length > most ? `"${inert.slice(0, most)}…"` : `"${inert}"`
}
