import { OutsideError } from '@suite/errors'
import type { CloudflareClient, PageInfo, Question, Reply } from './client.ts'
import { cloudflareReasons } from './reasons.ts'

/** More pages than any account has: a list that never ends is cut with an error, not with silence. */
const mostPages = 1_000

/**
 * Every row of a list. The first page says how the list goes on: by a cursor, by numbered pages, or not at all.
 *
 * @throws OutsideError `list-incomplete` where the rows are not as many as the list says to have
 */
export async function askAll<Row>(client: CloudflareClient, question: Question<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  let total: number | undefined
  let next: Question<Row[]> | undefined = question
  for (let asked = 1; next !== undefined; asked += 1) {
    const { result, page = {} }: Reply<Row[]> = await client.ask(next)
    rows.push(...result)
    const told = page.total_count ?? undefined
    if (asked > 1 && told !== total) throw incomplete(question, 'changed its length while it was read')
    total = told
    next = after(question, page, asked, rows.length)
    // A cursor may lead over an empty page; a number may not.
    const endless = asked === mostPages || (result.length === 0 && !page.cursor)
    if (next !== undefined && endless) throw incomplete(question, `breaks off behind ${rows.length} rows`)
  }
  if (total !== undefined && rows.length !== total)
    throw incomplete(question, `is said to have ${total} rows, and shows ${rows.length}`)
  return rows
}

/** The question for the page behind this one; `undefined` behind the last. */
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
  // The size is held: a page of another size begins at another row.
  const size = page.per_page == null ? {} : { per_page: page.per_page }
  return { ...question, query: { ...question.query, ...size, page: asked + 1 } }
}

function incomplete({ to }: Question<unknown>, what: string): OutsideError {
  return new OutsideError(
    cloudflareReasons['list-incomplete'],
    `could not ${to}: the list ${what}`,
    'Run again; if it stays so, report it: nothing may be decided from a list that is cut.',
  )
}
