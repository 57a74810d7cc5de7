import { OutsideError } from '@suite/errors'
import { type Headers, inParallel } from '@suite/http'
import { forgeReasons } from '../reasons.ts'
import type { Answer, GiteaClient, Question } from './client.ts'

/** The largest page of an instance as it is installed. One that is asked for more cuts it without a word. */
const pageSize = 50

/** So many requests of one list are under way at once at most. */
const concurrency = 10

/** Asks for the pages of the given numbers, ten at a time; the answers are in their order. */
function askPages<Data>(
  client: GiteaClient,
  question: Question<Data>,
  numbers: readonly number[],
): Promise<Answer<Data>[]> {
  return inParallel(concurrency, numbers, (page) =>
    client.ask({ ...question, query: { ...question.query, limit: pageSize, page } }),
  )
}

/**
 * The pages of a list, held against the count that Gitea gives with each (`X-Total-Count`). Those that are expected
 * go out as one batch; what is missing by the count, as where the instance has smaller pages, is read then.
 *
 * @param expected rows of the list, as far as it is known
 * @throws OutsideError `list-incomplete` where there is no count, or the rows are not as many
 */
export async function askCounted<Row>(
  client: GiteaClient,
  question: Question<Row[]>,
  expected = 1,
): Promise<readonly (readonly Row[])[]> {
  const pages = await askPages(client, question, range(1, Math.max(1, Math.ceil(expected / pageSize))))
  const [first] = pages
  const total = first && countIn(first.headers)
  if (first === undefined || total === undefined) throw incomplete(question, 'comes without a count')
  const size = first.data.length
  if (size > 0)
    pages.push(...(await askPages(client, question, range(pages.length + 1, Math.ceil(total / size)))))
  const rows = pages.reduce((sum, { data }) => sum + data.length, 0)
  if (rows !== total || pages.some(({ headers }) => countIn(headers) !== total))
    throw incomplete(question, `is said to have ${total} rows, and shows ${rows}`)
  return pages.map(({ data }) => data)
}

/** Every row of a counted list. */
export async function askAll<Row>(client: GiteaClient, question: Question<Row[]>): Promise<Row[]> {
  return (await askCounted(client, question)).flat()
}

/**
 * Every row of a list whose count is that of the page: it is read until two pages in a row are empty, because Gitea
 * cuts it into pages first, and leaves rows out of them then.
 */
export async function askUntilEmpty<Row>(client: GiteaClient, question: Question<Row[]>): Promise<Row[]> {
  const pages = await askPages(client, question, [1, 2, 3])
  while (pages.slice(-2).some(({ data }) => data.length > 0))
    pages.push(...(await askPages(client, question, range(pages.length + 1, pages.length + 4))))
  return pages.flatMap(({ data }) => data)
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

function countIn(headers: Headers): number | undefined {
  const count = headers.get('x-total-count') ?? ''
  return /^\d{1,9}$/.test(count) ? Number(count) : undefined
}

function incomplete({ to }: Question<unknown>, what: string): OutsideError {
  return new OutsideError(
    forgeReasons['list-incomplete'],
    `could not ${to}: the list ${what}`,
    'Run again; if it stays so, report it: nothing may be decided from a list that is cut.',
  )
}
