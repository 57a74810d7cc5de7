import { OutsideError } from '@suite/errors'

/** What may be done after a promotion that did not end well. */
export type Next =
  /** Nothing was sent. */
  | 'send-again'
  /** It may have been carried out, or was put off: only the pin tells. */
  | 'read-back'
  /** The pin is not what it was said to be: 409, 412. */
  | 'superseded'
  | 'stop'

interface PlaneErrorFacts {
  /** One of `planeReasons`, or of those that every action has. */
  readonly reason: string
  readonly what: string
  readonly fix: string
  readonly ambiguous?: boolean
  readonly next?: Next
  /** Milliseconds that the control plane asks to wait. */
  readonly wait?: number | undefined
  readonly cause?: unknown
}

/** The control plane did not do, or did not say, what it must. Holds nothing of an answer but bounded, checked words. */
export class PlaneError extends OutsideError {
  override readonly name = 'PlaneError'
  /** Whether the promotion may have been carried out all the same. */
  readonly ambiguous: boolean
  readonly next: Next
  readonly wait: number | undefined

  constructor({ reason, what, fix, ambiguous = false, next = 'stop', wait, cause }: PlaneErrorFacts) {
    super(reason, what, fix, { cause })
    this.ambiguous = ambiguous
    this.next = next
    this.wait = wait
  }
}

/** How an action that speaks with the control plane can end, besides by its own reasons. */
export const planeReasons = {
  'token-refused': {
    verdict: 'fail',
    means: 'The control plane answered 401 or 403: the token is wrong, has expired, or lacks the scope.',
    fix: 'Give a token with the scope that the message names, for this template and region.',
  },
  'plane-refused': {
    verdict: 'fail',
    means: 'The control plane answered with a status that is no success here, such as 202, 204, 404 or 422.',
    fix: 'The message says which, and what it means.',
  },
  redirected: {
    verdict: 'fail',
    means:
      'The control plane answered with a redirect. It is not followed, because the token would go with it.',
    fix: 'Give the final address as `control-plane-url`.',
  },
  'answer-unreadable': {
    verdict: 'fail',
    means: 'The answer is no JSON: it is HTML, empty, damaged, or no HTTP at all.',
    fix: 'Look at what stands between the runner and the control plane, such as a login page or a proxy.',
  },
  'answer-unexpected': {
    verdict: 'fail',
    means: 'The answer is JSON of another shape than the contract has. The message says what came.',
    fix: 'Compare the answer with the contract of the control plane.',
  },
  'answer-cached': {
    verdict: 'fail',
    means:
      'The pins came from a cache, and were pinned at some time before: the answer has an `Age` above 0.',
    fix: 'Take the route out of the cache that stands before the control plane.',
  },
  'answer-incomplete': {
    verdict: 'fail',
    means:
      'The answer says that there are more pins than it holds: in a `Link` to a next page, a cursor or a total.',
    fix: 'The control plane must give all pins in one answer.',
  },
  'answer-too-large': {
    verdict: 'fail',
    means: 'The answer is larger than 1 MiB.',
    fix: 'Check that the address is that of the control plane.',
  },
  'pin-ambiguous': {
    verdict: 'fail',
    means: 'The control plane holds two rows or more for the template and region.',
    fix: 'Delete all but one.',
  },
  'pin-malformed': {
    verdict: 'fail',
    means:
      'The control plane holds something as digest that is none, or one of an algorithm that does not count.',
    fix: 'Correct the row; for sha512 add it to `digest-algorithms`.',
  },
} as const
