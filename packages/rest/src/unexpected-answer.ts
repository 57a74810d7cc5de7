import { commonReasons, OutsideError } from '@suite/errors'
import * as z from 'zod/mini'
import type { Question } from './question.ts'

type Asked = Pick<Question<unknown>, 'to' | 'route'>

/** An answer of another shape than the service documents. After a write, it is not known whether it took effect. */
class UnexpectedAnswer extends OutsideError {
  readonly ambiguous: boolean

  constructor(service: string, { to, route }: Asked, { issues: [issue] }: z.core.$ZodError) {
    const ambiguous = !route.startsWith('GET ')
    const where = issue?.path.join('.') || 'as a whole'
    const doubt = ambiguous ? '; it is not known whether the request took effect' : ''
    super(
      commonReasons['outside-failed'],
      `could not ${to}: the answer to ${route} is not of the shape that ${service} documents (${where}: ${issue?.message})${doubt}`,
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
export function readAnswer<Data>(service: string, question: Question<Data>, json: unknown): Data {
  const read = z.safeParse(question.answer, json)
  if (read.success) return read.data
  throw new UnexpectedAnswer(service, question, read.error)
}
