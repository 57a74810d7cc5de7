import { type Answer, headerOf, isPage } from '@suite/wire'
import { allHold, tellWrong } from './check.ts'
import type { Exchanged } from './exchanged.ts'
import type { Judgement } from './probe.ts'
import type { VersionSeen } from './version.ts'

/** What an attempt amounts to. */
export type AttemptClass =
  | 'passed'
  /** The version that is meant answers, and not as expected. */
  | 'wrong-content'
  /** Not as expected, and nothing says whether it is the version that is meant. */
  | 'unproven-content'
  | 'wrong-version'
  /** All as expected, but an answer does not name its version: the version before may have given it. */
  | 'unnamed-version'
  | 'not-ready'
  /** All as expected but what may be otherwise another time, as a latency. */
  | 'fleeting'
  | 'unreachable'
  | 'no-route'

export interface Classified {
  readonly kind: AttemptClass
  /** In words, without anything that differs between runs of equal behaviour. */
  readonly because: string
  /** Milliseconds that the other side asks to wait. */
  readonly wait?: number | undefined
}

/** One attempt of a probe; without a judgement where an answer did not come. */
export interface Attempt {
  readonly judgement: Judgement | undefined
  readonly exchanges: readonly Exchanged[]
}

/** Classes that another attempt may change. What is left is decided at once: passed, wrong content, no route. */
export function isRetried(kind: AttemptClass): boolean {
  return !['passed', 'wrong-content', 'no-route'].includes(kind)
}

/**
 * Says what an attempt amounts to. The rule, in this order:
 * 1. No answer: not reachable yet; or, where this machine has no way there, not to be decided here.
 * 2. A placeholder or a challenge of the platform: not ready, whatever was expected.
 *    https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
 * 3. Another version, by its own word: wrong version.
 * 4. All that was expected holds: passed, unless an answer must name its version and does not.
 * 5. A status of "not now" (408, 425, 429, 503, 52x, 530): not ready. Any other 5xx, and 404: not ready, unless the
 *    version that is meant said so itself.
 * 6. Wrong content: final where the version is the one that is meant, or where none is (then what answers is what is
 *    judged); else it may be the version before.
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
  const because = wrong.map(tellWrong)[0] ?? 'nothing was checked'
  if (wrong.length > 0 && wrong.every(({ fleeting }) => fleeting)) return { kind: 'fleeting', because }
  return {
    kind: hasProvenVersion(answers.map(({ version }) => version)) ? 'wrong-content' : 'unproven-content',
    because,
  }
}

/** The weakest of what the answers prove about the version. Without an answer nothing is proven. */
export function versionOfAll(versions: readonly VersionSeen[]): VersionSeen['kind'] {
  const kinds = versions.map(({ kind }) => kind)
  const weakest = (['wrong', 'unnamed', 'unproven'] as const).find((kind) => kinds.includes(kind))
  return weakest ?? kinds[0] ?? 'unproven'
}

function hasProvenVersion(versions: readonly VersionSeen[]): boolean {
  return ['proven', 'not-asked'].includes(versionOfAll(versions))
}

/**
 * The page of the platform for a Worker that it does not serve yet, with status 200 or 404. An answer that names the
 * expected version is the Worker's own, and so is every answer that is no page.
 */
function isPlaceholder(answer: Answer, version: VersionSeen): boolean {
  return version.kind !== 'proven' && isPage(answer) && answer.body.includes('There is nothing here yet')
}

/** https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/ */
const passing = [408, 425, 429, 503, 520, 521, 522, 523, 524, 525, 526, 530]

function isNotReady({ status }: Answer, version: VersionSeen): boolean {
  return passing.includes(status) || ((status >= 500 || status === 404) && version.kind !== 'proven')
}

/** `Retry-After` in seconds; its other form, a date, is left to the usual wait. */
function waitOf(answer: Answer): number | undefined {
  const value = headerOf(answer, 'retry-after') ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined
}
