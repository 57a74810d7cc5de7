import type { Answer } from '@suite/http'

/** Members that name a further part where they hold anything. */
const pointers = [
  'next',
  'next_page',
  'next_cursor',
  'next_page_token',
  'nextPageToken',
  'has_more',
  'truncated',
]
/** Members that count the rows of all parts. */
const totals = ['total', 'total_count']
/** Objects in which such members stand, beside the collection itself. */
const holders = ['meta', 'links', 'paging', 'pagination']

/**
 * By which sign an answer says that it is a part of a collection only. Of a part nobody can tell that a pin is missing,
 * or that it is there once. The contract has no parts, so that every usual sign of them counts.
 *
 * @param json what the answer holds
 * @param count how many rows were read from it
 * @returns the name of the sign; `undefined` where there is none
 */
export function signOfMore(
  { headers }: Pick<Answer, 'headers'>,
  json: unknown,
  count: number,
): string | undefined {
  if (/\brel="?next\b/i.test(headers.get('link') ?? '')) return 'a Link with rel="next"'
  for (const record of [json, ...holders.map((name) => memberOf(json, name))]) {
    const pointer = pointers.find((name) => !isNone(memberOf(record, name)))
    if (pointer !== undefined) return pointer
    const total = totals.find((name) => Number(memberOf(record, name) ?? 0) > count)
    if (total !== undefined) return total
  }
  return undefined
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === '' || value === 0
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
