/** The form of a duration: up to three decimals, then a unit. A number without a unit is in seconds. */
export const durationPattern = /^(?:\d{1,9}ms|\d{1,9}(?:\.\d{1,3})?[smhd]?)$/

const millisecondsPer: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/**
 * Returns the milliseconds that a text such as `500ms`, `90`, `90s`, `1.5m`, `2h` or `7d` stands for. Returns undefined
 * if the text is not a duration, or is zero.
 */
export function readDuration(text: string): number | undefined {
  if (!durationPattern.test(text)) return undefined
  const unit = text.replace(/^[\d.]+/, '') || 's'
  const milliseconds = Math.round(Number.parseFloat(text) * (millisecondsPer[unit] ?? Number.NaN))
  return milliseconds > 0 ? milliseconds : undefined
}
