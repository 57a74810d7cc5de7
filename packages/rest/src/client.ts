import type { Answer, HttpRequest, Transport } from '@suite/http'
import { addressOf, methodOf, type Place, pathOf } from './address.ts'
import type { Purpose, Question, Reply, RestRequest } from './question.ts'
import { type Advice, type Complaint, Refusal } from './refusal.ts'
import { readAnswer } from './unexpected-answer.ts'

/** Where a service is, and what is sent with every request. */
export interface Access extends Place {
  readonly headers: Readonly<Record<string, string>>
}

/** A request that a service refused. */
export interface Refused {
  readonly status: number
  /** Empty if the answer is not the service's own, but that of a proxy. */
  readonly complaints: readonly Complaint[]
  readonly permission: Purpose['permission']
  /** True if the request was a write. */
  readonly isWrite: boolean
}

/** A JSON API: where it is, and how it refuses. */
export interface Service extends Access {
  /** How messages call it. */
  readonly name: string
  /** Returns the complaints of an answer that refuses the request; undefined for any other answer. */
  readonly complaintsIn: (answer: Answer) => readonly Complaint[] | undefined
  readonly advise: (refused: Refused) => Advice
}

/**
 * Asks a JSON API.
 * @throws UsageError `input-invalid` for a value that has no place in an address
 * @throws OutsideError if there is no answer, or it has another shape
 */
export interface RestClient {
  ask<Data>(question: Question<Data>): Promise<Reply<Data>>
}

/** A client that can also return an answer as it came, unless it is a refusal. */
export interface PlainClient extends RestClient {
  send(request: RestRequest): Promise<Answer>
}

/**
 * Returns a client of a JSON API.
 * @throws OutsideError from its methods, if the service refuses a request, or its answer has another shape
 */
export function createRestClient(transport: Transport, service: Service): PlainClient {
  async function send(request: RestRequest): Promise<Answer> {
    const sent = toHttpRequest(service, request)
    const answer = await transport.send(sent)
    const complaints = service.complaintsIn(answer)
    if (complaints === undefined) return answer
    const { status } = answer
    const { method } = sent
    const { permission } = request
    throw new Refusal(
      { service: service.name, status, complaints, request: `${method} ${pathOf(sent.url)}` },
      request,
      service.advise({ status, complaints, permission, isWrite: method !== 'GET' }),
    )
  }

  return {
    send,
    async ask(question) {
      const answer = await send(question)
      const json = answer.status === 204 ? undefined : answer.json()
      const { method, url } = toHttpRequest(service, question)
      return {
        data: readAnswer(service.name, { ...question, method, url }, json),
        headers: answer.headers,
      }
    },
  }
}

/**
 * Returns a request as the transport sends it.
 * @throws UsageError `input-invalid` for a value that has no place in an address
 */
export function toHttpRequest(access: Access, request: Omit<RestRequest, keyof Purpose>): HttpRequest {
  const { route, body, idempotent = false } = request
  const isText = typeof body === 'string'
  return {
    method: methodOf(route),
    url: addressOf(access, request),
    headers: {
      ...access.headers,
      ...(body !== undefined && { 'content-type': isText ? 'text/plain' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    ...(idempotent && { effect: 'repeatable' }),
  }
}

/**
 * Returns whether a status says that the request was carried out, and that the body is all of the answer. 202 says that
 * it may be carried out later, and 206 that this is a part: no request of the suite asks for either.
 */
export function isSuccess(status: number): boolean {
  return [200, 201, 204].includes(status)
}
