/**
 * What a stand-in says to a request.
 *
 * `body`: a Buffer goes out as it is, a string as text, `undefined` as nothing, anything else as JSON.
 */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Ends the handling of a request early with the answer it carries. */
export class AnswerError extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`answered ${answer.status}`)
    this.name = 'AnswerError'
    this.answer = answer
  }
}

/** The bytes and the headers that go on the wire for an answer. */
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
