import { describeReads, digestsOf, measureRow, type Reading } from '@suite/control-plane'
import type { Json } from '@suite/evidence'
import { blocks, code, counted, facts, firstOf, type Markdown, prose } from '@suite/report'
import { type Decision, rowTermsOf, type Terms } from './decide.ts'
import type { Inputs } from './inputs.ts'

/** Everything that a report shows. */
export interface Story {
  readonly inputs: Inputs
  readonly plane: string
  readonly terms: Terms
  readonly readings: readonly Reading[]
  readonly decision: Decision
}

/** Returns one sentence: which pin, and what was read. */
export function headlineOf({ inputs, terms, readings, decision }: Story): string {
  const pin = `${inputs.template}/${inputs.region}`
  const { wanted } = terms
  const digests = digestsOf(readings)
  const actual = digests.at(-1) ?? 'nothing'
  const reads = counted(digests.length, 'read')
  const { needed } = measureRow(readings, rowTermsOf(terms))
  switch (decision.reason) {
    case 'pin-verified':
      return `${pin} is ${wanted}, in ${counted(needed, 'read')} in a row`
    case 'pin-differs':
      return `${pin} is ${actual} in each of ${reads}, and must be ${wanted}`
    case 'pin-lagging':
      if (digests.length < readings.length && digests.every((each) => each === wanted))
        return `${pin} is ${wanted} in each of ${reads}, but other reads failed, so there were never ${needed} in a row`
      if (digests.every((each) => each === wanted))
        return `${pin} is ${wanted} in each of ${reads}, but there was no time for ${needed}`
      return actual === wanted
        ? `${pin} became ${wanted} too late: ${reads} in all, but not ${needed} in a row with it`
        : `${pin} is still ${actual}, the digest from before the promotion of ${wanted}`
    case 'pin-moved':
      return `${pin} was moved to ${actual} by a newer run, after ${wanted}`
    case 'pin-flapping':
      return `reads of ${pin} alternate between digests (${seenIn(digests)}): replicas disagree`
    case 'pin-missing':
      return `${pin} has no row, and must be ${wanted}`
    case 'pin-drifted':
      return `${pin} has drifted: it is ${actual}, and ${wanted} is recorded`
  }
}

/** Returns the details as plain lines: what was read, how often and when. */
export function storyOf({ terms, readings, decision }: Story): string[] {
  const row = measureRow(readings, rowTermsOf(terms))
  if (decision.verdict === 'pass' && !row.interrupted) return []
  return describeReads(readings, row)
}

/** Returns the job summary. */
export function summaryOf(story: Story): Markdown {
  const { inputs, plane, terms, readings } = story
  const actual = digestsOf(readings).at(-1)
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Control plane', plane],
    ['Pin', `${inputs.template}/${inputs.region}`],
    ['Must be', terms.wanted],
    ['Is', actual === terms.wanted ? undefined : shown(actual)],
    ['Reads', String(readings.length)],
  ]
  return blocks(
    facts(rows.map(([name, value]) => [name, value && code(value)])),
    ...storyOf(story).map(prose),
  )
}

/** Returns what the evidence records as observed: equal for equal behaviour. */
export function observedOf({ terms, readings }: Story): Json {
  return {
    'image-digest': terms.wanted,
    'pinned-digest': digestsOf(readings).at(-1) ?? null,
    mode: terms.mode,
    consecutive: terms.consecutive,
  }
}

function seenIn(digests: readonly (string | undefined)[]): string {
  return firstOf([...new Set(digests)], 4, shown)
}

function shown(digest: string | undefined): string {
  return digest ?? 'no row'
}
