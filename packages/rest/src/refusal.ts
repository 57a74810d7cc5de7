import { type FailReason, OutsideError } from '@suite/errors'
import type { Purpose } from './question.ts'

/** What a service complains of in an answer. */
export interface Complaint {
  readonly message: string
  readonly code?: number
}

interface RefusalFacts {
  /** How messages call the service. */
  readonly service: string
  readonly status: number
  /** Empty if the answer is not the service's own, but that of a proxy. */
  readonly complaints: readonly Complaint[]
  /** Method and path. */
  readonly request: string
}

/** Why a service refuses, and what to do about it. */
export interface Advice {
  readonly reason: FailReason
  readonly fix: string
}

/** An answer that refuses the request: the service did not carry it out. */
export class Refusal extends OutsideError {
  readonly status: number
  /** The first complaint in the service's own words; empty if there is none. */
  readonly said: string
  readonly codes: readonly number[]

  constructor(
    { service, status, complaints, request }: RefusalFacts,
    { to }: Purpose,
    { reason, fix }: Advice,
    options?: ErrorOptions,
  ) {
    const words = complaints.map(
      ({ message, code }) => `"${message}"${code === undefined ? '' : ` [code ${code}]`}`,
    )
    const said = words.join(', ') || `with something that ${service} does not write`
    super(reason, `could not ${to}: ${request} answered ${status} ${said}`, fix, options)
    this.status = status
    this.said = complaints[0]?.message ?? ''
    this.codes = complaints.flatMap(({ code }) => code ?? [])
  }
}

/** Returns whether an error is a refusal with this status, whose first complaint begins with these words. */
export function isRefusal(error: unknown, status: number, words = ''): error is Refusal {
  return error instanceof Refusal && error.status === status && error.said.startsWith(words)
}

/** Returns whether an error says that a thing does not exist: a refusal with 404 and one of these codes. */
export function isNotFound(error: unknown, codes: readonly number[]): error is Refusal {
  return isRefusal(error, 404) && error.codes.some((code) => codes.includes(code))
}
