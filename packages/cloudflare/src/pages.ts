import { incompleteList, type Question } from '@suite/rest'
import type { CloudflareClient, PageInfo, Reply } from './client.ts'
import { cloudflareReasons } from './reasons.ts'

/** The highest number of pages that is read: more than any account has. A list that has more fails. */
const mostPages = 1_000

/**
 * Returns every row of a list. Its first page has a cursor, a page number, or neither.
 * @throws OutsideError `list-incomplete` if the number of rows differs from the total of the list
 */
export async function askAll<Row>(client: CloudflareClient, question: Question<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  let total: number | undefined
  let next: Question<Row[]> | undefined = question
  for (let asked = 1; next !== undefined; asked += 1) {
    const { result, page = {} }: Reply<Row[]> = await client.ask(next)
    rows.push(...result)
    const stated = page.total_count ?? undefined
    if (asked > 1 && stated !== total) throw incomplete(question, 'changed its length while it was read')
    total = stated
    next = after(question, page, asked, rows.length)
    // A cursor may lead over an empty page; a number may not.
    const endless = asked === mostPages || (result.length === 0 && !page.cursor)
    if (next !== undefined && endless) throw incomplete(question, `breaks off behind ${rows.length} rows`)
  }
  if (total !== undefined && rows.length !== total)
    throw incomplete(question, `is said to have ${total} rows, and shows ${rows.length}`)
  return rows
}

/** Returns the question for the next page; undefined after the last. */
function after<Row>(
  question: Question<Row[]>,
  page: PageInfo,
  asked: number,
  shown: number,
): Question<Row[]> | undefined {
  if (page.cursor) return { ...question, query: { ...question.query, cursor: page.cursor } }
  const more =
    page.total_count != null ? shown < page.total_count : page.total_pages != null && asked < page.total_pages
  if (!more) return undefined
  // The size of a page stays the same, because a page of another size begins at another row.
  const size = page.per_page == null ? {} : { per_page: page.per_page }
  return { ...question, query: { ...question.query, ...size, page: asked + 1 } }
}

function incomplete(question: Question<unknown>, what: string): Error {
  return incompleteList(cloudflareReasons['list-incomplete'], question, what)
}
