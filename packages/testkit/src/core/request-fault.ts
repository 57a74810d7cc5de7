import type { Answer } from './answer.ts'
import { type Fault, faults, type Injection } from './faults.ts'

/** The columns of the matrix of the sweep. */
export const faultGroups = [
  'connection',
  'redirect',
  'refusal',
  'rate limit',
  'server error',
  'body',
  'list',
  'stale',
  'replicas',
  'program',
  'runner',
  'others',
  'kill',
  'canary',
] as const
export type FaultGroup = (typeof faultGroups)[number]

/** What a fault needs to know about the request whose answer it changes. */
export interface AskedRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  /** The answer of a run without faults. A write that only claims to have happened gives this one. */
  readonly answer: Answer
  /** The origin that it is sent to. */
  readonly origin: string
  /** Another origin, which answers as this one would. */
  readonly elsewhere: string
  /** Returns the answer to the same request before the last write; undefined if there was none. */
  before(): Answer | undefined
}

/** One way in which an answer can be wrong. */
export interface RequestFault {
  /** Unique, without " / ". */
  readonly name: string
  readonly group: FaultGroup
  /** The run may wait until its own deadline. */
  readonly waits?: true
  /** It lasts for some time, and so changes answers to other requests too. */
  readonly lasts?: true
  /**
   * Returns what goes wrong, or why it cannot go wrong with this request.
   *
   * @param times how often it happens: a refused connection is refused for good, or for a moment
   */
  plan(asked: AskedRequest, times: 'once' | 'for good' | 'now and then'): RequestPlan
}

export type RequestPlan = Pick<Injection, 'fault' | 'applied'> | { readonly unreached: string }

/** The plan of a fault that cannot take place. */
export const unreached = (why: string): RequestPlan => ({ unreached: why })

/** Returns whether a request asks for something, and writes nothing. */
export const isRead = ({ method }: Pick<AskedRequest, 'method'>) =>
  ['GET', 'HEAD', 'OPTIONS'].includes(method)

/**
 * A fault that changes the answer. A read gives the answer of this moment, changed. A write is not carried out, and
 * gives the answer of a run without faults, changed: it claims an effect that it does not have.
 */
export function changed(
  name: string,
  group: FaultGroup,
  change: (answer: Answer, asked: AskedRequest) => Answer | undefined,
): RequestFault {
  return {
    name,
    group,
    plan(asked) {
      const sample = change(asked.answer, asked)
      if (sample === undefined) return unreached('the answer has nothing of that kind')
      if (!isRead(asked)) return { fault: { kind: 'replace', answer: sample } }
      return { fault: faults.alter((answer) => change(answer, asked) ?? answer) }
    },
  }
}

/** A fault that is the same for each request. */
export const always = (
  name: string,
  group: FaultGroup,
  fault: (asked: AskedRequest) => Fault,
  more: { readonly waits?: true; readonly applied?: true } = {},
): RequestFault => ({
  name,
  group,
  ...(more.waits && { waits: true }),
  plan: (asked) => ({ fault: fault(asked), ...(more.applied && { applied: true }) }),
})

/** The same fault, which only a write can meet. */
export const ofWrites = (fault: RequestFault): RequestFault => ({
  ...fault,
  plan: (asked, times) =>
    isRead(asked) ? unreached('the request writes nothing') : fault.plan(asked, times),
})
