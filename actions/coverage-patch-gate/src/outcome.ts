import { blocks, bullets, heading, type Markdown, prose, text } from '@suite/report'
import type { Outcome } from '@suite/runner'
import { type AnnotationLevel, annotationsOf } from './annotate.ts'
import { contract } from './contract.ts'
import { headlineOf, storyOf, unannotatedStory } from './describe.ts'
import type { Judgement } from './judgement.ts'
import type { Links } from './links.ts'
import { outputsOf } from './outputs.ts'
import { sectionOf } from './summary.ts'

type Contract = typeof contract

/** Returns the outcome of a change that was judged. */
export function outcomeOf(
  judgement: Judgement,
  links: Links,
  annotations: AnnotationLevel,
): Outcome<Contract> {
  const { verdict, reason } = judgement.decision
  return {
    verdict,
    reason,
    headline: headlineOf(judgement),
    story: [...storyOf(judgement), ...(annotations === 'none' ? unannotatedStory(judgement) : [])],
    summary: sectionOf(judgement, links),
    // The full report is on the runner, where no reader of the summary can open it.
    showsWrites: true,
    annotations: annotationsOf(judgement, annotations),
    outputs: outputsOf(judgement),
  }
}

/** Why a change cannot be judged by its reports. */
export interface Refusal {
  readonly reason: 'tests-not-green' | 'source-binary' | ReportReason
  readonly headline: string
  readonly fix?: string | undefined
  /** Everything else that is wrong. */
  readonly others: readonly string[]
  readonly changed: number
}

type ReportReason =
  | 'report-missing'
  | 'report-empty'
  | 'report-unreadable'
  | 'report-foreign'
  | 'report-stale'
  | 'path-ambiguous'

export function refusedOutcome({ reason, headline, fix, others, changed }: Refusal): Outcome<Contract> {
  return {
    verdict: 'fail',
    reason,
    headline,
    ...(fix === undefined ? {} : { fix }),
    story: others,
    summary: bullets(others.map((each) => prose(each))),
    annotations: [],
    outputs: { 'scope-size': changed },
  }
}

const signs = { pass: '✅', fail: '❌', skip: '⏭️' } as const

/** Returns the content of the comment: as the job summary, with the name of the gate. */
export function commentOf(
  { verdict, reason, headline, summary, fix }: Outcome<Contract>,
  name: string | undefined,
): Markdown {
  const title = name === undefined ? 'Coverage of what changed' : `Coverage of what changed: ${name}`
  return blocks(
    heading(3, text(title)),
    `${signs[verdict]} **${verdict}** · ${prose(headline)}`,
    verdict === 'fail' ? prose(fix ?? contract.reasons[reason].fix ?? '') : '',
    summary,
  )
}
