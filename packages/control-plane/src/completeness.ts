import type { Answer } from '@suite/http'

/** Members that name a further page if they are not empty. */
const pointers = [
  'next',
  'next_page',
  'next_cursor',
  'next_page_token',
  'nextPageToken',
  'has_more',
  'truncated',
]
/** Members that count the rows of all pages. */
const totals = ['total', 'total_count']
/** Objects that hold such members, next to the collection itself. */
const holders = ['meta', 'links', 'paging', 'pagination']

/**
 * Returns the sign by which an answer shows that it is only one page of a collection. One page cannot show that a pin
 * is missing, or that it occurs once. The contract has no pages, so every usual sign of them counts.
 *
 * @param json the content of the answer
 * @param count the number of rows that were read from it
 * @returns the name of the sign; undefined if there is none
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
