/** A value that is shorter is hidden only where it stands between quotes: `1` is part of everything. */
const leastLength = 4

/**
 * Takes the values of variables out of what wrangler printed: it lists every binding with its value, and quotes lines
 * of the configuration. What is left may be shown. Pure.
 */
export function withoutValues(lines: readonly string[], values: readonly string[]): string[] {
  const forms = values
    .filter((value) => value !== '')
    // One of several lines is printed as several lines.
    .flatMap((value) => [value, ...value.split('\n').filter((line) => line.trim().length >= leastLength)])
    // Wrangler shows no more than a beginning of a long value, and escapes it as JSON does.
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .flatMap((value) =>
      value.length >= leastLength ? [value, value.slice(0, 20)] : [`"${value}"`, `'${value}'`],
    )
    .sort((one, other) => other.length - one.length)
  return lines
    .filter((line) => !/^\s*(- )?env\.\w+ \(/.test(line))
    .map((line) => forms.reduce((text, form) => text.replaceAll(form, '***'), line))
}
