/**
 * Returns the percentage that a text such as `85`, `85%`, `85 %` or `99.5%` stands for, from 0 to 100 with up to three
 * decimals. Returns undefined for any other text.
 */
export function readPercent(text: string): number | undefined {
  const value = Number(/^(\d{1,3}(?:\.\d{1,3})?)\s?%?$/.exec(text)?.[1] ?? Number.NaN)
  return value <= 100 ? value : undefined
}
