import { type FailReason, OutsideError } from '@suite/errors'

/** What a question to a forge is for: `to` completes "could not …"; `permission` is what the token needs for it. */
export interface Purpose {
  readonly to: string
  readonly permission: string
}

interface RefusalFacts {
  readonly forge: 'GitHub' | 'Gitea'
  readonly status: number
  /** Missing where the answer is none of the forge's. */
  readonly said: string | undefined
  /** Method and path. */
  readonly request: string
}

/** An answer of a forge that is a refusal. */
export class Refusal extends OutsideError {
  readonly status: number
  /** The forge's own words. */
  readonly said: string

  constructor(
    { forge, status, said, request }: RefusalFacts,
    { to }: Purpose,
    { reason, fix }: { readonly reason: FailReason; readonly fix: string },
    options?: ErrorOptions,
  ) {
    const told = said === undefined ? `with something that ${forge} does not write` : `"${said}"`
    super(reason, `could not ${to}: ${request} answered ${status} ${told}`, fix, options)
    this.status = status
    this.said = said ?? ''
  }
}

/** Tells a certain refusal from all others. */
export function isRefusal(error: unknown, status: number, words = ''): error is Refusal {
  return error instanceof Refusal && error.status === status && error.said.startsWith(words)
}
