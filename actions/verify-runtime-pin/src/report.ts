import type { Json } from '@suite/evidence'
import { blocks, code, counted, firstOf, type Markdown, table, text } from '@suite/report'
import type { Decision, Reading, Terms } from './decide.ts'
import type { Inputs } from './inputs.ts'

/** Everything that a report is made of. */
export interface Story {
  readonly inputs: Inputs
  readonly plane: string
  readonly terms: Terms
  readonly readings: readonly Reading[]
  readonly decision: Decision
}

/** One sentence: which pin, and what was read. */
export function headlineOf({ inputs, terms, readings, decision }: Story): string {
  const pin = `${inputs.template}/${inputs.region}`
  const { wanted, consecutive } = terms
  const actual = readings.at(-1) ?? 'nothing'
  const reads = counted(readings.length, 'read')
  switch (decision.reason) {
    case 'pin-verified':
      return `${pin} is ${wanted}, in ${counted(consecutive, 'read')} in a row`
    case 'pin-differs':
      return `${pin} is ${actual} in each of ${reads}, and must be ${wanted}`
    case 'pin-lagging':
      if (readings.every((each) => each === wanted))
        return `${pin} is ${wanted} in each of ${reads}, but there was no time for ${consecutive}: raise timeout, or lower consecutive`
      return actual === wanted
        ? `${pin} became ${wanted} too late: ${reads} in all, and not ${consecutive} of it in a row`
        : `${pin} is ${actual} still, the digest from before the promotion of ${wanted}`
    case 'pin-moved':
      return `${pin} was moved to ${actual} by a newer run, after ${wanted}`
    case 'pin-flapping':
      return `${pin} is read as different digests in turn (${seenIn(readings)}): replicas disagree`
    case 'pin-missing':
      return `${pin} has no row, and must be ${wanted}`
    case 'pin-drifted':
      return `${pin} has drifted: it is ${actual}, and ${wanted} is recorded`
  }
}

/** The rest as plain lines. */
export function storyOf({ terms, readings, decision }: Story): string[] {
  if (decision.verdict === 'pass') return []
  const changes = readings.filter((each, index) => index === 0 || each !== readings[index - 1])
  return [
    `Read in turn: ${firstOf(changes, 10, shown)}; ${counted(readings.length, 'read')} in all.`,
    ...(decision.reason === 'pin-differs' && terms.previous === undefined
      ? [
          'Either it was not promoted, or a newer run moved it, or replicas lag. With `evidence-path` of the promotion, this message tells which.',
        ]
      : []),
  ]
}

/** The job summary. */
export function summaryOf(story: Story): Markdown {
  const { inputs, plane, terms, readings } = story
  const rows: [string, string][] = [
    ['Control plane', plane],
    ['Pin', `${inputs.template}/${inputs.region}`],
    ['Must be', terms.wanted],
    ['Is', shown(readings.at(-1))],
    ['Reads', String(readings.length)],
  ]
  return blocks(
    table(
      ['', ''],
      rows.map(([name, value]) => [name, code(value)]),
    ),
    ...storyOf(story).map(text),
  )
}

/** What the evidence says was seen: equal for equal behaviour. */
export function observedOf({ terms, readings }: Story): Json {
  return {
    'image-digest': terms.wanted,
    'pinned-digest': readings.at(-1) ?? null,
    mode: terms.mode,
    consecutive: terms.consecutive,
  }
}

function seenIn(readings: readonly Reading[]): string {
  return firstOf([...new Set(readings)], 4, shown)
}

function shown(reading: Reading): string {
  return reading ?? 'no row'
}
