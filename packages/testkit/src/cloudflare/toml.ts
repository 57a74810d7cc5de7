/** Returns the TOML of an object: its tables as sections, its lists in one line. https://toml.io/en/v1.0.0 */
export function writeToml(table: object, path: readonly string[] = []): string {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined)
  const lines = entries
    .filter(([, value]) => !isTable(value))
    .map(([name, value]) => `${writeKey(name)} = ${writeValue(value)}\n`)
  const sections = entries
    .filter(([, value]) => isTable(value))
    .map(([name, value]) => writeToml(value, [...path, name]))
  const header = path.length > 0 ? `\n[${path.map(writeKey).join('.')}]\n` : ''
  return [header, ...lines, ...sections].join('')
}

function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`
  if (!isTable(value)) return JSON.stringify(value)
  const pairs = Object.entries(value).map(([name, inner]) => `${writeKey(name)} = ${writeValue(inner)}`)
  return `{ ${pairs.join(', ')} }`
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function writeKey(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name)
}
