import { commonReasons, OutsideError } from '@suite/errors'
import * as z from 'zod/mini'
import { pathOf } from './address.ts'
import type { Question } from './question.ts'

/** A question that was asked. */
export interface Asked<Data> extends Pick<Question<Data>, 'to' | 'answer'> {
  readonly method: string
  readonly url: string
}

/** An answer of another shape than the service documents. After a write, it is not known whether it took effect. */
class UnexpectedAnswer extends OutsideError {
  readonly ambiguous: boolean

  constructor(service: string, { to, method, url }: Asked<unknown>, { issues: [issue] }: z.core.$ZodError) {
    const ambiguous = method !== 'GET'
    const where = issue?.path.join('.') || 'as a whole'
    const doubt = ambiguous ? '; it is not known whether the request took effect' : ''
    super(
      commonReasons['outside-failed'],
      `could not ${to}: the answer to ${method} ${pathOf(url)} is not of the shape that ${service} documents (${where}: ${issue?.message})${doubt}`,
      ambiguous
        ? 'Look at what is there now before running again: the request may have been carried out.'
        : `Run again; if it happens again, something between the runner and ${service} alters its answers.`,
    )
    this.ambiguous = ambiguous
  }
}

/**
 * Returns the requested part of an answer.
 * @throws UnexpectedAnswer if the answer has another shape
 */
export function readAnswer<Data>(service: string, asked: Asked<Data>, json: unknown): Data {
  const read = z.safeParse(asked.answer, json)
  if (read.success) return read.data
  throw new UnexpectedAnswer(service, asked, read.error)
}
