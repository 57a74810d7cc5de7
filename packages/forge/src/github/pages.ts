import { askPages as askEach, type Question, type Reply, type RestClient, range } from '@suite/rest'

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
