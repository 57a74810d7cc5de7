import type { Headers } from '@suite/http'
import {
  askPages as askEach,
  incompleteList,
  type Question,
  type Reply,
  type RestClient,
  range,
} from '@suite/rest'
import { areDistinct } from '../are-distinct.ts'
import type { Numbered } from '../client.ts'
import { forgeReasons } from '../reasons.ts'

/** The largest page of an instance by default. If more is asked for, Gitea gives fewer rows and does not say so. */
const pageSize = 50

function askPages<Data>(
  client: RestClient,
  question: Question<Data>,
  numbers: readonly number[],
  most = pageSize,
): Promise<Reply<Data>[]> {
  return askEach(client, question, (page) => ({ limit: most, page }), numbers)
}

/**
 * Returns the pages of a list whose answers carry its count (`X-Total-Count`). The expected pages are asked for
 * together. If the count is higher, or the instance has smaller pages, the rest follows.
 *
 * @param expected the number of rows, as far as it is known
 * @param most rows of a page
 * @throws OutsideError `list-incomplete` if there is no count, or another number of rows
 */
export async function askCounted<Row>(
  client: RestClient,
  question: Question<Row[]>,
  expected = 1,
  most = pageSize,
): Promise<readonly (readonly Row[])[]> {
  const pages = await askPages(client, question, range(1, Math.max(1, Math.ceil(expected / most))), most)
  const [first] = pages
  const total = first && countIn(first.headers)
  if (first === undefined || total === undefined) throw incomplete(question, 'comes without a count')
  const size = first.data.length
  if (size > 0)
    pages.push(...(await askPages(client, question, range(pages.length + 1, Math.ceil(total / size)), most)))
  const rows = pages.reduce((sum, { data }) => sum + data.length, 0)
  if (rows !== total || pages.some(({ headers }) => countIn(headers) !== total))
    throw incomplete(question, `is said to have ${total} rows, and shows ${rows}`)
  return pages.map(({ data }) => data)
}

/** Returns every row of a list whose answers carry its count. */
export async function askAll<Row>(
  client: RestClient,
  question: Question<Row[]>,
  most = pageSize,
): Promise<Row[]> {
  return (await askCounted(client, question, 1, most)).flat()
}

/** Returns every row of a list whose answers carry its count, each once. */
export async function askProven<Row extends Numbered>(
  client: RestClient,
  question: Question<Row[]>,
  most = pageSize,
): Promise<Row[]> {
  const rows = await askAll(client, question, most)
  if (areDistinct(rows)) return rows
  throw incomplete(question, 'changed while it was read')
}

/**
 * Returns every row of a list whose count is that of the page. It is read until two pages in a row are empty, because
 * Gitea leaves rows out after it has cut the list into pages.
 */
export async function askUntilEmpty<Row>(client: RestClient, question: Question<Row[]>): Promise<Row[]> {
  const pages = await askPages(client, question, [1, 2, 3])
  while (pages.slice(-2).some(({ data }) => data.length > 0))
    pages.push(...(await askPages(client, question, range(pages.length + 1, pages.length + 4))))
  return pages.flatMap(({ data }) => data)
}

function countIn(headers: Headers): number | undefined {
  const count = headers.get('x-total-count') ?? ''
  return /^\d{1,9}$/.test(count) ? Number(count) : undefined
}

function incomplete(question: Question<unknown>, what: string): Error {
  return incompleteList(forgeReasons['list-incomplete'], question, what)
}
