/** Returns milliseconds in the unit that a person would use, such as `1.5 s`. */
export function describeTime(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`
  const minutes = Math.ceil(milliseconds / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
