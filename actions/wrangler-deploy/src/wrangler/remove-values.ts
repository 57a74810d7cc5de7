/** A shorter value is removed only between quotes, because a value such as `1` is part of many lines. */
const leastLength = 4

/**
 * Returns the lines that wrangler printed without the values of variables, so that they may be shown. Wrangler lists
 * every binding with its value, and quotes lines of the configuration.
 */
export function removeValues(lines: readonly string[], values: readonly string[]): string[] {
  const forms = values
    .filter((value) => value !== '')
    // A value of several lines is printed as several lines.
    .flatMap((value) => [value, ...value.split('\n').filter((line) => line.trim().length >= leastLength)])
    // Wrangler truncates a long value, and escapes it as JSON does.
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .flatMap((value) =>
      value.length >= leastLength ? [value, value.slice(0, 20)] : [`"${value}"`, `'${value}'`],
    )
    .sort((one, other) => other.length - one.length)
  return lines
    .filter((line) => !/^\s*(- )?env\.\w+ \(/.test(line))
    .map((line) => forms.reduce((text, form) => text.replaceAll(form, '***'), line))
}
