import type { Check } from './check.ts'
import {
  type Attempt,
  type AttemptClass,
  type Classified,
  classify,
  isRetried,
  versionOfAll,
} from './classify.ts'
import type { Exchanged } from './exchanged.ts'
import { type State, stateOf } from './state.ts'
import type { VersionSeen } from './version.ts'

/** How a probe ended. Times are in milliseconds. */
export interface Converged {
  readonly state: State
  /** The reason, without anything that differs between runs of equal behaviour. */
  readonly because: string
  /** The class of the last attempt; `time` if there were too few, `service` if the probe writes to one. */
  readonly cause: AttemptClass | 'time' | 'service'
  /** What to do, if more is known than the cause. */
  readonly advice?: string | undefined
  readonly attempts: number
  /** Passes in a row at the end. */
  readonly passes: number
  /** How long each of these passes took. */
  readonly latencies: readonly number[]
  /** How many attempts of each class were repeated. */
  readonly retried: Readonly<Partial<Record<AttemptClass, number>>>
  /** From the start to the first of the passes in a row; undefined if the probe did not pass. */
  readonly convergedAfter: number | undefined
  readonly version: VersionSeen['kind']
  /** Of the last attempt. */
  readonly checks: readonly Check[]
  readonly shows: Readonly<Record<string, string>>
  readonly exchanges: readonly Exchanged[]
}

/** The time that a probe runs by. */
export interface Clock {
  /** Milliseconds, never going back. */
  now(): number
  /** Resolves early if the run is cancelled. */
  sleep(milliseconds: number): Promise<void>
  /** From 0 to 1. */
  random(): number
}

export interface ConvergeTerms {
  readonly consecutive: number
  /** On the clock. */
  readonly deadline: number
  /** Upper ends of the first wait and of every later one, in milliseconds. */
  readonly pace: { readonly first: number; readonly most: number }
  readonly clock: Clock
  readonly cancelled: () => boolean
  /** Receives the reason before each repeated attempt. */
  readonly onWait?: (because: string) => void
}

/**
 * Repeats a probe until it has passed `consecutive` times in a row, has failed for good, or time is up. Nothing else
 * repeats an attempt. All passes of a row come from one version: if one answer names its version and the next does not,
 * the row begins again. Waits have full jitter:
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export async function converge(
  attempt: () => Promise<Attempt>,
  { consecutive, deadline, pace, clock, cancelled, onWait }: ConvergeTerms,
): Promise<Converged> {
  const started = clock.now()
  const retried: Partial<Record<AttemptClass, number>> = {}
  let attempts = 0
  let turns = 0
  let latencies: number[] = []
  let since: number | undefined
  let fault: Classified | undefined
  let advice: string | undefined
  let last: { attempt: Attempt; classified: Classified; version: VersionSeen['kind'] } | undefined

  while (latencies.length < consecutive && clock.now() < deadline && !cancelled()) {
    const began = clock.now()
    const made = await attempt()
    const classified = classify(made)
    // An attempt that the deadline cut off proves nothing, so the attempt before it counts.
    if (clock.now() >= deadline && classified.kind === 'unreachable' && last) break
    attempts += 1
    const version = versionOfAll(made.exchanges.map((each) => each.version))
    const passed = classified.kind === 'passed'
    const turned = passed && latencies.length > 0 && version !== last?.version
    last = { attempt: made, classified, version }
    if (turned) turns += 1
    if (turned || !passed) {
      latencies = []
      since = undefined
    }
    if (passed) {
      latencies.push(clock.now() - began)
      since ??= clock.now() - started
      if (!turned) continue
    } else {
      fault = classified
      if (!isRetried(classified.kind)) break
      retried[classified.kind] = (retried[classified.kind] ?? 0) + 1
    }
    const left = deadline - clock.now()
    const { wait: asked = 0 } = classified
    if (asked > 0 && asked >= left) {
      advice = adviceToWait(made, asked)
      break
    }
    if (!passed) onWait?.(classified.because)
    const wait = Math.max(waitBefore(attempts, pace, clock.random()), asked)
    // The last wait leaves time for one more attempt.
    await clock.sleep(left > pace.first ? Math.min(wait, left - pace.first) : left)
  }
  const { state, because, cause } = stateOf(last?.classified, fault, {
    passes: latencies.length,
    consecutive,
    mixed: turns > 0,
  })
  // More time would not change that only some answers name their version.
  if (cause === 'time' && turns > 0) advice = adviceToNameVersions
  const { judgement, exchanges = [] } = last?.attempt ?? {}
  return {
    state,
    because,
    cause,
    ...(advice !== undefined && { advice }),
    attempts,
    passes: latencies.length,
    latencies,
    retried,
    convergedAfter: state === 'pass' ? since : undefined,
    version: last?.version ?? 'unproven',
    checks: judgement?.checks ?? [],
    shows: judgement?.shows ?? {},
    exchanges,
  }
}

const adviceToNameVersions =
  'Let every answer of the Worker name its version, in the header that `version` of the probe file names. Until then no row of passes is known to come from one version.'

/** Returns the advice for a service that asks for a wait beyond the time for probing. */
function adviceToWait({ exchanges }: Attempt, asked: number): string {
  const at = Math.max(0, ...exchanges.map((each) => each.at.getTime()))
  return `It asks to wait until ${new Date(at + asked).toISOString()}, which is after the time for probing. Run again then, or raise timeout.`
}

function waitBefore(attempts: number, { first, most }: ConvergeTerms['pace'], random: number): number {
  return random * Math.min(most, first * 2 ** Math.min(attempts - 1, 20))
}
