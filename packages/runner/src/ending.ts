import type { Contract, Verdict } from '@suite/contract'
import type { Annotation, Markdown } from '@suite/report'
import { blocks, bullets, text, visible } from '@suite/report'
import { describeFailure } from './failure.ts'
import type { Outcome, OutputValue } from './outcome.ts'
import type { WriteRecord, Writes } from './writes.ts'

/** Everything that a run tells its surroundings, once, at its end. */
export interface Ending {
  readonly title: string
  readonly verdict: Verdict
  readonly reason: string
  readonly headline: string
  /** Further lines of a run that is not red; a red run's are in its annotations. */
  readonly story: readonly string[]
  /** For the folded group of the log. */
  readonly trace: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly summary: Markdown
  readonly outputs: Readonly<Record<string, OutputValue | undefined>>
  /** The verdict is told, but does not end the step red. */
  readonly reportOnly: boolean
}

/** How the run is held to its verdict, and what it wrote. */
export interface Terms {
  readonly enforced: boolean
  readonly writes: Writes
}

/** The ending of a run that came to a verdict. Pure. */
export function endingOf<C extends Contract>(
  contract: C,
  outcome: Outcome<C>,
  { enforced, writes }: Terms,
): Ending {
  const story = [...outcome.story, ...told(writes.records)]
  const whole: Annotation = {
    level: 'error',
    title: `${contract.title} (${outcome.reason})`,
    message: [outcome.headline, ...story].join('\n'),
  }
  return {
    title: contract.title,
    verdict: outcome.verdict,
    reason: outcome.reason,
    headline: outcome.headline,
    story,
    trace: [],
    annotations: [...(outcome.verdict === 'fail' ? [whole] : []), ...outcome.annotations],
    summary: blocks(outcome.summary, writtenSection(writes.records)),
    outputs: outcome.outputs,
    reportOnly: outcome.verdict === 'fail' && !enforced,
  }
}

/** The ending of a run that could not come to a verdict. Red, unless a gate only reports and the fault is outside. */
export function failureEnding(contract: Contract, error: unknown, { enforced, writes }: Terms): Ending {
  const failure = describeFailure(contract, error)
  const story = told(writes.records)
  return {
    title: contract.title,
    verdict: 'fail',
    reason: failure.reason,
    headline: failure.headline,
    story,
    trace: failure.trace,
    annotations: failure.annotations.map((annotation) => ({
      ...annotation,
      title: `${contract.title} (${failure.reason})`,
      message: [annotation.message, ...story].join('\n'),
    })),
    summary: blocks(failure.summary, writtenSection(writes.records)),
    outputs: contract.gate ? { 'scope-size': 0 } : {},
    reportOnly: !enforced && !failure.always,
  }
}

const states: Record<WriteRecord['state'], string> = {
  done: 'written',
  failed: 'failed',
  planned: 'would write (dry run)',
  unclear: 'failed, may or may not have been written',
  'under way': 'cut off, may or may not have been written',
}

function told(records: readonly WriteRecord[]): string[] {
  return records.map(({ what, state }) => `${states[state]}: ${visible(what)}`)
}

function writtenSection(records: readonly WriteRecord[]): Markdown {
  return records.length === 0 ? '' : bullets(told(records).map(text))
}
