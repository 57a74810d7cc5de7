/**
 * The answer of a stand-in to a request.
 *
 * `body`: a Buffer is sent unchanged, a string as text, `undefined` as nothing, anything else as JSON.
 */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The request took effect, and the connection is reset instead of an answer. */
  readonly lost?: boolean
}

/** Stops the handling of a request and sends the answer that it carries. */
export class AnswerError extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`answered ${answer.status}`)
    this.name = 'AnswerError'
    this.answer = answer
  }
}

/** Returns the bytes and the headers to send for an answer. */
export function encodeAnswer(answer: Answer): { headers: Record<string, string>; bytes: Buffer } {
  const { body } = answer
  const [type, bytes] = Buffer.isBuffer(body)
    ? ['application/octet-stream', body]
    : typeof body === 'string'
      ? ['text/plain; charset=utf-8', Buffer.from(body)]
      : body === undefined
        ? [undefined, Buffer.alloc(0)]
        : ['application/json; charset=utf-8', Buffer.from(JSON.stringify(body))]
  return { headers: { ...(type && { 'content-type': type }), ...answer.headers }, bytes }
}
