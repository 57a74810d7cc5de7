import { type FailReason, OutsideError } from '@suite/errors'
import { inParallel } from '@suite/http'
import type { RestClient } from './client.ts'
import type { Question, Reply } from './question.ts'

/** The highest number of requests for one list that are sent at the same time. */
const concurrency = 10

/** Returns the answers for the given pages, in their order. */
export function askPages<Data>(
  client: RestClient,
  question: Question<Data>,
  /** The query that asks for one page. */
  page: (number: number) => Question<Data>['query'],
  numbers: readonly number[],
): Promise<Reply<Data>[]> {
  return inParallel(concurrency, numbers, (number) =>
    client.ask({ ...question, query: { ...question.query, ...page(number) } }),
  )
}

/** Returns the numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** Returns the error for a list that is not whole. `what` completes "the list …". */
export function incompleteList(
  reason: FailReason,
  { to, route }: Question<unknown>,
  what: string,
): OutsideError {
  const path = route.slice(route.indexOf(' ') + 1)
  return new OutsideError(
    reason,
    `could not ${to}: the list ${path} ${what}`,
    'Run again; if it happens again, report it: the action cannot decide from a truncated list.',
  )
}
