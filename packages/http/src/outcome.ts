import type { Attempted, Failure } from '@suite/wire'
import { type JoinedAnswer, joinHeaders } from './answer.ts'

/** How one sending of a request ended. */
export type Outcome = { readonly answer: JoinedAnswer } | { readonly failure: Failure }

/** Returns an outcome whose headers are joined by name. */
export function toOutcome(attempted: Attempted): Outcome {
  if ('failure' in attempted) return attempted
  const { status, headers, body, received } = attempted.answer
  return { answer: { status, headers: joinHeaders(headers), body, received } }
}
