import { inParallel } from '@suite/http'
import type { Answer, GitHubClient, Question } from './client.ts'

/** GitHub's largest page. */
const pageSize = 100

/** So many requests of one list are under way at once at most. */
const concurrency = 10

/** Asks for the pages of the given numbers, ten at a time; the answers are in their order. */
export function askPages<Data>(
  client: GitHubClient,
  question: Question<Data>,
  numbers: readonly number[],
): Promise<Answer<Data>[]> {
  return inParallel(concurrency, numbers, (page) =>
    client.ask({ ...question, with: { ...question.with, per_page: pageSize, page } }),
  )
}

/**
 * Every row of a list whose length is not known: the first page says which is the last. Where a page does not say
 * that it is the last, the next one is asked for.
 */
export async function askAll<Row>(client: GitHubClient, question: Question<Row[]>): Promise<Row[]> {
  const pages = await askPages(client, question, [1])
  pages.push(...(await askPages(client, question, range(2, lastPage(pages[0]?.link)))))
  while (goesOn(pages.at(-1))) pages.push(...(await askPages(client, question, [pages.length + 1])))
  return pages.flatMap(({ data }) => data)
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** How many pages hold so many rows. */
export function pagesOf(rows: number): number {
  return Math.ceil(rows / pageSize)
}

/** @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function lastPage(link: string | undefined): number {
  const last = link?.split(',').find((part) => part.includes('rel="last"'))
  return Number(/[?&]page=(\d{1,6})(?!\d)/.exec(last ?? '')?.[1] ?? 1)
}

/** A full page without any link may be the only one, or have lost the link on its way. */
function goesOn(page: Answer<readonly unknown[]> | undefined): boolean {
  if (page?.link !== undefined) return page.link.includes('rel="next"')
  return page !== undefined && page.data.length >= pageSize
}
