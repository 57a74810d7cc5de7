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

/** GitHub's largest page. */
const pageSize = 100

/** Returns the answers for the given pages, in their order. */
export function askPages<Data>(
  client: RestClient,
  question: Question<Data>,
  numbers: readonly number[],
  most = pageSize,
): Promise<Reply<Data>[]> {
  return askEach(client, question, (page) => ({ per_page: most, page }), numbers)
}

/**
 * Returns every row of a list of unknown length: the first page names the last one. If a page does not say that it is
 * the last, the next one is asked for.
 */
export async function askAll<Row>(
  client: RestClient,
  question: Question<Row[]>,
  most = pageSize,
): Promise<Row[]> {
  const pages = await askPages(client, question, [1], most)
  pages.push(...(await askPages(client, question, range(2, lastPage(pages[0])), most)))
  while (goesOn(pages.at(-1), most))
    pages.push(...(await askPages(client, question, [pages.length + 1], most)))
  return pages.flatMap(({ data }) => data)
}

/** How often a list is read that changes meanwhile. */
const mostReads = 4

/**
 * Returns every row of a list that has no count. That there is no row after those that came shows that none is missing:
 * a page that lost rows, or the link to the next page, looks like the last page of a shorter list.
 */
export async function askProven<Row extends Numbered>(
  client: RestClient,
  question: Question<Row[]>,
  most = pageSize,
): Promise<Row[]> {
  for (let reads = 0; reads < mostReads; reads++) {
    const rows = await askAll(client, question, most)
    const [after] = await askPages(client, question, [rows.length + 1], 1)
    if (after?.data.length === 0 && areDistinct(rows)) return rows
  }
  throw incompleteList(
    forgeReasons['list-incomplete'],
    question,
    `lacks rows that it has, or changed each of ${mostReads} times that it was read`,
  )
}

/** Returns how many pages hold so many rows. */
export function pagesOf(rows: number): number {
  return Math.ceil(rows / pageSize)
}

/** @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function lastPage(page: Reply<unknown> | undefined): number {
  const links = page?.headers.get('link')?.split(',') ?? []
  const last = links.find((part) => part.includes('rel="last"'))
  return Number(/[?&]page=(\d{1,6})(?!\d)/.exec(last ?? '')?.[1] ?? 1)
}

/** A full page without any link may be the only one, or have lost the link on its way. */
function goesOn(page: Reply<readonly unknown[]> | undefined, most: number): boolean {
  const link = page?.headers.get('link')
  if (link !== undefined) return link.includes('rel="next"')
  return page !== undefined && page.data.length >= most
}
