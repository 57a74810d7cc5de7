import { describeReads, type PromotionResult } from '@suite/control-plane'
import type { Json } from '@suite/evidence'
import { blocks, code, counted, facts as listFacts, type Markdown, prose, visible } from '@suite/report'
import type { Done } from './apply.ts'
import type { Conclusion } from './conclude.ts'
import type { Facts } from './decide.ts'
import { describeGap } from './describe-gap.ts'
import type { Inputs } from './inputs.ts'

/** Everything that a report shows. */
export interface Story {
  readonly inputs: Inputs
  /** The address of the control plane. */
  readonly plane: string
  readonly facts: Facts
  readonly done: Done
  readonly conclusion: Conclusion
}

/** Returns one sentence: which pin, and what happened to it. */
export function headlineOf(story: Story): string {
  const { inputs, facts, conclusion } = story
  const { digest } = inputs
  const pin = nameOf(story)
  const before = facts.pinned ?? 'nothing'
  const now = pinnedNow(story) ?? 'nothing'
  switch (conclusion.reason) {
    case 'promoted':
      return `${pin} is ${digest}, read back ${rowIn(story)}; before it was ${before}`
    case 'already-pinned':
      return `${pin} is ${digest} already, read ${rowIn(story)}; nothing was written`
    case 'planned':
      return `${pin} would be moved from ${before} to ${digest}`
    case 'superseded':
      if (now === digest)
        return `${pin} is ${digest} now, but this run was refused and did not move it: run again to verify it`
      return now === before
        ? `${pin} is still ${before}, and the control plane refused ${digest} as superseded`
        : `${pin} is ${now} now, and was ${before} when this run decided on ${digest}`
    case 'moved':
      return `${pin} was moved to ${digest}, and then by a newer run to ${now}`
    case 'pin-flapping':
      return `reads of ${pin} alternate between ${digest} and others: replicas disagree`
    case 'pin-not-confirmed':
      return now === digest
        ? `${pin} is ${digest}, but not in as many reads in a row as are needed`
        : `${pin} was moved to ${digest}, as the control plane said, but reads still show ${before}`
    case 'downgrade':
      return `${pin} is ${before}, which is newer than ${digest}`
    case 'order-unknown':
      return `${pin} is ${before}, and it is not known whether ${digest} is newer: ${describeGap(facts.order)}`
    case 'previous-differs':
      return `${pin} is ${before}, and must be ${inputs['expected-previous']} before ${digest} is promoted`
    case 'image-missing':
      return `${visible(inputs.image ?? '')} has no ${digest}`
    case 'platform-missing':
      return `${visible(inputs.image ?? '')} at ${digest} lacks ${listed(facts.image?.missingPlatforms)}, and has ${listed(facts.image?.platforms)}`
    default:
      return `${pin}: ${conclusion.reason}`
  }
}

/** Returns the details as plain lines: how it was decided, and what a reader must know about it. */
export function storyOf(story: Story): string[] {
  const { done, conclusion } = story
  return [...describeOrder(story), ...('result' in done ? storyOfReads(done.result, conclusion) : [])]
}

/** Returns how the order was decided, where it mattered and the headline does not say so. */
function describeOrder({ facts, inputs, conclusion: { reason } }: Story): string[] {
  const { relation, by } = facts.order
  const { pinned } = facts
  if (pinned === undefined || pinned === inputs.digest || notAboutOrder.has(reason)) return []
  return [
    relation === 'unknown'
      ? `order: unknown, because ${describeGap(facts.order)}.`
      : `order: ${relation}, by ${by === 'order' ? 'the order that the control plane keeps' : 'the history of commits'}.`,
  ]
}

/** Reasons whose headline names the order, and those that are found before it is asked for. */
const notAboutOrder: ReadonlySet<string> = new Set([
  'order-unknown',
  'image-missing',
  'platform-missing',
  'previous-differs',
])

function storyOfReads(
  { attempts, atomic, staleReads, trouble, readings, row }: PromotionResult,
  { verdict }: Conclusion,
): string[] {
  const lines: string[] = []
  if (attempts > 0 && !atomic)
    lines.push(
      'atomic: false. The control plane gives no strong ETag, so another run may write between the read and the write.',
    )
  if (attempts > 1) lines.push(`The promotion was sent ${attempts} times.`)
  if (trouble !== undefined) lines.push(`Last trouble: ${trouble}`)
  if (staleReads > 0) lines.push(`${counted(staleReads, 'read')} after the write showed the pin before.`)
  if (readings.length > 0 && (verdict === 'fail' || row.interrupted))
    lines.push(...describeReads(readings, row))
  return lines
}

/** Returns the job summary. */
export function summaryOf(story: Story): Markdown {
  const { inputs, plane, facts } = story
  const { digest } = inputs
  const before = facts.pinned ?? 'nothing'
  const now = pinnedNow(story) ?? 'nothing'
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Control plane', plane],
    ['Environment', inputs.environment],
    ['Pin', `${inputs.template}/${inputs.region}`],
    ['Digest', digest],
    [now === before ? 'Pinned' : 'Pinned before', before === digest ? undefined : before],
    ['Pinned now', now === before || now === digest ? undefined : now],
    ['Image', inputs.image],
  ]
  return blocks(
    listFacts(rows.map(([name, value]) => [name, value && code(value)])),
    ...storyOf(story).map(prose),
  )
}

/** Returns what the evidence records as observed: equal for equal behaviour. */
export function observedOf(story: Story): Json {
  const { inputs, facts, done, conclusion } = story
  const result = 'result' in done ? done.result : undefined
  return {
    'image-digest': inputs.digest,
    'previous-digest': facts.pinned ?? null,
    'pinned-digest': pinnedNow(story) ?? null,
    promoted: conclusion.reason === 'promoted',
    order: facts.order.relation,
    'order-by': facts.order.by,
    atomic: result?.atomic ?? false,
    registry: facts.image === undefined ? 'not asked' : facts.image.found ? 'found' : 'missing',
  }
}

/** Returns the digest that is pinned now, as far as it was read. */
export function pinnedNow({ facts, done }: Pick<Story, 'facts' | 'done'>): string | undefined {
  return 'result' in done ? done.result.pinned : facts.pinned
}

function listed(platforms: readonly string[] = []): string {
  return platforms.length === 0 ? 'none that can be run' : platforms.join(', ')
}

function nameOf({ inputs }: Story): string {
  const { template, region, environment } = inputs
  return `${template}/${region}${environment === undefined ? '' : ` of ${visible(environment, 60)}`}`
}

/** Returns how often the pin was read in a row. */
function rowIn({ done }: Story): string {
  return `in ${counted('result' in done ? done.result.row.length : 0, 'read')} in a row`
}
