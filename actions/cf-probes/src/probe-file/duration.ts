export const durationShape = /^\d{1,9}(ms|s|m|h|d)$/

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a duration such as `500ms`; its form has been checked. */
export function milliseconds(text: string): number {
  return Number.parseInt(text, 10) * (units[text.replace(/^\d+/, '')] ?? Number.NaN)
}
