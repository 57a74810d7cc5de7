import { type Answer, headerOf, isPage } from '@suite/wire'
import { allHold, describeWrong } from './check.ts'
import type { Exchanged } from './exchanged.ts'
import type { Judgement } from './probe.ts'
import type { VersionSeen } from './version.ts'

/** The class of an attempt. */
export type AttemptClass =
  | 'passed'
  /** The expected version answers, and not as expected. */
  | 'wrong-content'
  /** Not as expected, and the answer does not show whether it is from the expected version. */
  | 'unproven-content'
  | 'wrong-version'
  /** As expected, but an answer does not name its version: it may be from the version before. */
  | 'unnamed-version'
  | 'not-ready'
  /** As expected, except for something that varies, such as a latency. */
  | 'fleeting'
  | 'unreachable'
  | 'no-route'

export interface Classified {
  readonly kind: AttemptClass
  /** The reason, without anything that differs between runs of equal behaviour. */
  readonly because: string
  /** Milliseconds that the answer asks to wait. */
  readonly wait?: number | undefined
}

/** One attempt of a probe. The judgement is undefined if a request has no answer. */
export interface Attempt {
  readonly judgement: Judgement | undefined
  readonly exchanges: readonly Exchanged[]
}

/** Returns whether another attempt may end differently. The other classes are final: passed, wrong content, no route. */
export function isRetried(kind: AttemptClass): boolean {
  return !['passed', 'wrong-content', 'no-route'].includes(kind)
}

/**
 * Returns the class of an attempt. The first rule that applies decides:
 * 1. No answer: `unreachable`, or `no-route` if this machine cannot reach the address.
 * 2. A placeholder or a challenge of the platform: `not-ready`, for any expectation.
 *    https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
 * 3. An answer that names another version: `wrong-version`.
 * 4. Every check holds: `passed`, or `unnamed-version` if an answer must name its version and does not.
 * 5. A status that asks to come back later (408, 425, 429, 503, 52x, 530): `not-ready`. Also any other 5xx, and 404,
 *    unless the expected version itself sent it.
 * 6. Only checks that vary do not hold: `fleeting`.
 * 7. `wrong-content` if the answers are from the expected version, or if none is expected; otherwise
 *    `unproven-content`, because they may be from the version before.
 *
 * @throws Error if an attempt has neither an answer nor a failure, which is a bug
 */
export function classify({ judgement, exchanges }: Attempt): Classified {
  const failed = exchanges.flatMap(({ name, outcome }) =>
    'failure' in outcome ? [{ name, ...outcome.failure }] : [],
  )[0]
  if (failed) {
    const because = `${failed.name}: ${failed.kind} (${failed.kind === 'timeout' ? 'no whole answer in time' : failed.detail})`
    return { kind: failed.kind === 'no-route' ? 'no-route' : 'unreachable', because }
  }
  const answers = exchanges.flatMap(({ name, outcome, version }) =>
    'answer' in outcome ? [{ name, answer: outcome.answer, version }] : [],
  )
  const placeholder = answers.find(({ answer, version }) => isPlaceholder(answer, version))
  if (placeholder)
    return { kind: 'not-ready', because: `${placeholder.name}: a placeholder page of the platform` }
  const challenge = answers.find(({ answer }) => headerOf(answer, 'cf-mitigated') !== undefined)
  if (challenge)
    return {
      kind: 'not-ready',
      because: `${challenge.name}: Cloudflare challenged the runner instead of asking the Worker: let it through by a rule of the zone, by its user agent for one`,
    }
  const other = answers.find(({ version }) => version.kind === 'wrong')
  if (other) return { kind: 'wrong-version', because: `${other.name}: another version answered` }
  if (judgement === undefined || answers.length === 0)
    throw new Error('an attempt without an answer or a failure')
  const { checks } = judgement
  if (checks.length > 0 && allHold(checks)) {
    const unnamed = answers.find(({ version }) => version.kind === 'unnamed')
    return unnamed
      ? { kind: 'unnamed-version', because: `${unnamed.name}: the answer does not name its version` }
      : { kind: 'passed', because: 'all as expected' }
  }
  const early = answers.find(({ answer, version }) => isNotReady(answer, version))
  if (early)
    return {
      kind: 'not-ready',
      because: `${early.name}: status ${early.answer.status}`,
      wait: waitOf(early.answer),
    }
  const wrong = checks.filter(({ holds }) => !holds)
  const because = wrong.map(describeWrong)[0] ?? 'nothing was checked'
  if (wrong.length > 0 && wrong.every(({ fleeting }) => fleeting)) return { kind: 'fleeting', because }
  return {
    kind: hasProvenVersion(answers.map(({ version }) => version)) ? 'wrong-content' : 'unproven-content',
    because,
  }
}

/** Returns the weakest proof of the version among the answers; `unproven` if there is no answer. */
export function versionOfAll(versions: readonly VersionSeen[]): VersionSeen['kind'] {
  const kinds = versions.map(({ kind }) => kind)
  const weakest = (['wrong', 'unnamed', 'unproven'] as const).find((kind) => kinds.includes(kind))
  return weakest ?? kinds[0] ?? 'unproven'
}

function hasProvenVersion(versions: readonly VersionSeen[]): boolean {
  return ['proven', 'not-asked'].includes(versionOfAll(versions))
}

/**
 * Returns whether an answer is the page that the platform shows for a Worker that it does not serve yet, with status 200
 * or 404. An answer that names the expected version, or that is not a page, is from the Worker.
 */
export function isPlaceholder(answer: Answer, version: VersionSeen): boolean {
  return version.kind !== 'proven' && isPage(answer) && answer.body.includes('There is nothing here yet')
}

/** Statuses that pass: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/ */
const passing = [408, 425, 429, 503, 520, 521, 522, 523, 524, 525, 526, 530]

function isNotReady({ status }: Answer, version: VersionSeen): boolean {
  return passing.includes(status) || ((status >= 500 || status === 404) && version.kind !== 'proven')
}

/** Returns `Retry-After` in milliseconds; undefined for a date, for which the usual wait is used. */
function waitOf(answer: Answer): number | undefined {
  const value = headerOf(answer, 'retry-after') ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}
