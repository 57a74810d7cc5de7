import { expect, onTestFinished } from 'vitest'
import {
  createTransport,
  HttpError,
  type HttpErrorKind,
  startDeadline,
  type Transport,
  type TransportOptions,
} from '../src/index.ts'

/** A transport for one test, with `total` milliseconds for all that it does. */
export function transportFor(
  total: number,
  { signal, ...options }: Partial<TransportOptions> & { readonly signal?: AbortSignal } = {},
): Transport {
  const transport = createTransport({
    deadline: startDeadline(total, signal),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
    ...options,
  })
  onTestFinished(() => transport.close())
  return transport
}

/** The error that a request must end with; a request that is answered fails the test. */
export async function failureOf(sending: Promise<unknown>, kind: HttpErrorKind): Promise<HttpError> {
  const error = await sending.then(
    (answer) => new Error(`answered: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof HttpError)) throw error
  expect(error.kind, error.message).toBe(kind)
  return error
}
