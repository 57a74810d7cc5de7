import { anyText, type Kind, kind, parseAs } from './kinds.ts'

/**
 * Returns a kind for items one per line; with `separator: ','` also comma-separated, for items that cannot contain a
 * comma. Empty items are dropped. A problem names the wrong item. A list without items is wrong, because it does not
 * mean the same as an omitted input.
 */
export function list<Value>(
  item: Kind<Value>,
  { separator = 'line' }: { separator?: 'line' | ',' } = {},
): Kind<readonly Value[]> {
  const split = separator === 'line' ? /\r?\n/ : /\r?\n|,/
  const writes = `a list, one per line${separator === 'line' ? '' : ' or comma-separated'} (${item.writes})`
  const typing = {
    type: 'list',
    separator: separator === 'line' ? '\n' : ',',
    'list-item': item.typing,
  }
  const parse = (text: string) => {
    const values: Value[] = []
    for (const part of text.split(split)) {
      const trimmed = part.trim()
      if (trimmed === '') continue
      const parsed = parseAs(item, trimmed)
      if ('problem' in parsed)
        return { problem: `has the item ${JSON.stringify(trimmed)}, which ${parsed.problem}` }
      values.push(parsed.value)
    }
    return values.length > 0 ? { value: values } : { problem: 'is a list without any item' }
  }
  return { ...kind('list', writes, typing, parse), quotable: false }
}

/** Returns a kind for `name=value` lines with unique names. `alone` is the value of a line without a sign. */
export function pairs<Value>(value: Kind<Value>, alone?: string): Kind<ReadonlyMap<string, Value>> {
  const form = alone === undefined ? '`name=value`' : `\`name=value\`, or the name alone for \`${alone}\``
  const parse = (text: string) => {
    const values = new Map<string, Value>()
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue
      // A value may be confidential, so the message gives the number of the line instead of its text.
      const where = `has on line ${index + 1}`
      const at = line.indexOf('=')
      const name = (at < 0 ? line : line.slice(0, at)).trim()
      const given = at < 0 ? alone : line.slice(at + 1).trim()
      if (name === '' || given === undefined) return { problem: `${where} what is not name=value` }
      if (values.has(name))
        return { problem: `${where} the name ${JSON.stringify(name)} for the second time` }
      const parsed = parseAs(value, given)
      if ('problem' in parsed)
        return { problem: `${where} a value for ${JSON.stringify(name)} that ${parsed.problem}` }
      values.set(name, parsed.value)
    }
    return { value: values }
  }
  const writes = value === anyText ? `${form}, one per line` : `${form}, one per line (${value.writes})`
  return { ...kind('pairs', writes, { type: 'string' }, parse), quotable: false }
}
