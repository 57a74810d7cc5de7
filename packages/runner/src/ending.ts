import type { Contract, Verdict } from '@suite/contract'
import type { Annotation, Markdown } from '@suite/report'
import { blocks, bullets, shortenDigests, text, visible } from '@suite/report'
import { adviceOf } from './advice.ts'
import { describeFailure } from './failure.ts'
import type { Outcome, OutputValue } from './outcome.ts'
import type { WriteRecord, Writes } from './writes.ts'

/** Everything that a run writes at its end, once. */
export interface Ending {
  readonly title: string
  readonly verdict: Verdict
  readonly reason: string
  /** One line: what happened, and where. */
  readonly headline: string
  /** What to do about a verdict of `fail`; undefined for any other. */
  readonly fix: string | undefined
  /** The fix for the job summary; empty if the verdict is not `fail`. */
  readonly advice: Markdown
  /** Further lines. */
  readonly story: readonly string[]
  /** For the folded group of the log. */
  readonly trace: readonly string[]
  /** Annotations at places in files. */
  readonly annotations: readonly Annotation[]
  /** Whether those annotations contain everything in the headline and the story. */
  readonly placed: boolean
  /** For the job summary: what the headline and the fix omit. */
  readonly summary: Markdown
  /** Whether that summary contains no more than the log. */
  readonly repeats: boolean
  /** Also for the job summary: the list of writes. */
  readonly written: Markdown
  readonly outputs: Readonly<Record<string, OutputValue | undefined>>
  /** Whether the verdict is reported without failing the step. */
  readonly reportOnly: boolean
}

/** Whether the verdict is enforced, and the writes of the run. */
export interface Terms {
  readonly enforced: boolean
  readonly writes: Writes
}

/** Returns the ending of a run that reached a verdict. A reason that the contract does not declare is a bug. */
export function endingOf<C extends Contract>(contract: C, outcome: Outcome<C>, terms: Terms): Ending {
  const { verdict, reason, headline, annotations, outputs } = outcome
  const declared = Object.hasOwn(contract.reasons, reason) ? contract.reasons[reason] : undefined
  if (declared?.verdict !== verdict)
    return failureEnding(contract, new Error(`${headline} (${verdict}, ${reason}: not so declared)`), terms)
  const { enforced, writes } = terms
  const fix = verdict === 'fail' ? outcome.fix?.trimStart() || declared.fix : undefined
  return withShortDigests({
    title: contract.title,
    verdict,
    reason,
    // One line, so that the fix is the second one.
    headline: visible(headline, Number.POSITIVE_INFINITY),
    fix,
    advice: fix === undefined ? '' : (outcome.fixSummary ?? adviceOf(fix)),
    story: [...outcome.story, ...describeWrites(writes.records)],
    trace: [],
    annotations,
    placed: false,
    summary: outcome.summary,
    repeats: false,
    written: outcome.showsWrites && writes.records.every(isAsPlanned) ? '' : writtenSection(writes.records),
    outputs,
    reportOnly: verdict === 'fail' && !enforced,
  })
}

/**
 * Returns the ending of a run that reached no verdict. It fails, unless a gate only reports and the failure is
 * outside.
 */
export function failureEnding(contract: Contract, error: unknown, { enforced, writes }: Terms): Ending {
  const { reason, headline, fix, story, trace, places, summary, always } = describeFailure(contract, error)
  const written = describeWrites(writes.records)
  const title = `${contract.title} (${reason})`
  return withShortDigests({
    title: contract.title,
    verdict: 'fail',
    reason,
    headline,
    fix,
    advice: adviceOf(fix),
    story: [...story, ...written],
    trace,
    annotations: places.map((place) => ({
      ...place,
      title,
      message: [place.message, ...written].join('\n'),
    })),
    placed: places.length > 0,
    summary,
    repeats: true,
    written: writtenSection(writes.records),
    outputs: contract.gate ? { 'scope-size': 0 } : {},
    reportOnly: !enforced && !always,
  })
}

/** Returns an ending with short digests in its headline. The details name each of them as a whole, once. */
function withShortDigests(ending: Ending): Ending {
  const { line, digests } = shortenDigests(ending.headline)
  const lacking = (there: string) =>
    digests
      .filter(({ whole }) => !there.includes(digitsOf(whole)))
      .map(({ shown, whole }) => `${shown} is ${whole}`)
  const inSummary = lacking([ending.summary, ending.written].join('\n'))
  return {
    ...ending,
    headline: line,
    story: [...ending.story, ...lacking(ending.story.join('\n'))],
    summary: blocks(ending.summary, bullets(inSummary.map(text))),
  }
}

/** Returns what Markdown does not escape in a digest. */
function digitsOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1)
}

const states: Record<WriteRecord['state'], string> = {
  applied: 'written',
  refused: 'failed',
  planned: 'would write (dry run)',
  unknown: 'failed, may or may not have been written',
  'under way': 'cut off, may or may not have been written',
}

function describeWrites(records: readonly WriteRecord[]): string[] {
  return records.map(({ what, state }) => `${states[state]}: ${visible(what)}`)
}

function isAsPlanned({ state }: WriteRecord): boolean {
  return state === 'applied' || state === 'planned'
}

function writtenSection(records: readonly WriteRecord[]): Markdown {
  return records.length === 0 ? '' : bullets(describeWrites(records).map(text))
}
