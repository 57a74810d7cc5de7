import { inParallel } from '@suite/http'

/** GitHub's largest page. */
export const pageSize = 100

/** So many requests are under way at once at most; GitHub allows 100 for all of a user's together. */
const concurrency = 10

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** The `Link` header of the answer. */
  readonly link: string | undefined
}

/** Reads the pages of the given numbers, ten at a time, in order. */
export async function readPages<Row>(
  numbers: readonly number[],
  readPage: (page: number) => Promise<Page<Row>>,
): Promise<Page<Row>[]> {
  return inParallel(concurrency, numbers, readPage)
}

/** Every row of a list whose length is not known: the first page says which is the last. */
export async function readAll<Row>(readPage: (page: number) => Promise<Page<Row>>): Promise<Row[]> {
  const first = await readPage(1)
  const rest = await readPages(range(2, lastPage(first.link)), readPage)
  return [first, ...rest].flatMap(({ rows }) => rows)
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function lastPage(link: string | undefined): number {
  const last = link?.split(',').find((part) => part.includes('rel="last"'))
  return Number(/[?&]page=(\d+)/.exec(last ?? '')?.[1] ?? 1)
}
