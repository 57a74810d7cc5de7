import { counted, firstOf, visible } from '@suite/report'
import type { Failure, HighRiskFile } from './decide.ts'
import type { Judgement } from './judgement.ts'
import { describeRange, rangesOf } from './ranges.ts'
import { percentOf, percentText, type Ratio } from './ratio.ts'
import type { FileScore } from './score.ts'

/** Returns one sentence about the verdict. */
export function headlineOf(judgement: Judgement): string {
  const { decision, demands, changed } = judgement
  const [first] = decision.failures
  if (first !== undefined) return describeFailure(first)
  const { patch, reason } = decision
  switch (reason) {
    case 'covered':
      return `tests run ${portion(patch)}; ${percentText(demands.threshold)} % are required`
    case 'too-few-lines':
      return `only ${counted(patch.total, 'line')} ${patch.total === 1 ? 'counts' : 'count'}, fewer than min-lines (${demands.minLines}); tests run ${patch.covered}`
    case 'only-moved':
      return `the change only moves or reformats code: ${counted(patch.moved + patch.reformatted, 'line')}`
    case 'nothing-measured':
      return nothingMeasured(judgement)
    default:
      return `the change adds no line of code that counts; ${counted(changed, 'changed file')} looked at`
  }
}

function nothingMeasured({ decision: { patch }, facts }: Judgement): string {
  if (patch.unmeasured > 0)
    return `the change adds ${counted(patch.unmeasured, 'line')} of code, and no report has a count for ${patch.unmeasured === 1 ? 'it' : 'any of them'}`
  const names = firstOf(facts.unknownFiles, 3, ({ path }) => visible(path))
  return `no report is about files such as those of the change: ${names}`
}

/** Returns what does not hold. */
export function describeFailure(failure: Failure): string {
  switch (failure.reason) {
    case 'uncovered':
      return `tests run ${portion(failure.patch)}, and ${percentText(failure.threshold)} % are required; missed: ${describeMissed(failure.files)}`
    case 'high-risk-uncovered':
      return `tests run too little of what changes in ${counted(failure.files.length, 'file')} of high-risk: ${firstOf(failure.files, 3, describeHighRisk)}`
    case 'unreported-file':
      return `no report mentions ${firstOf(failure.paths, 3, (path) => visible(path))}`
    case 'ignore-comment':
      return `the change adds ${counted(failure.comments.length, 'comment')} that ${failure.comments.length === 1 ? 'takes' : 'take'} lines out of a report: ${firstOf(failure.comments, 3, ({ path, line }) => `${visible(path)}:${line}`)}`
    case 'tests-missing':
      return `the change adds no line of code to a file of tests, which ${firstOf(failure.because, 3, (each) => visible(each))} ${failure.because.length === 1 ? 'requires' : 'require'}`
    case 'project-uncovered':
      return `tests run ${percentOf(failure.project)} % of the lines of the project, and ${percentText(failure.threshold)} % are required`
  }
}

function describeMissed(files: readonly FileScore[]): string {
  const places = files.flatMap(({ path, missed }) =>
    rangesOf(missed).map((range) => `${visible(path)}:${describeRange(range)}`),
  )
  return firstOf(places, 2, (place) => place)
}

function describeHighRisk(file: HighRiskFile): string {
  return `${visible(file.path)} (${percentOf(file)} % of at least ${percentText(file.threshold)} %)`
}

function portion(patch: Ratio): string {
  return `${patch.covered} of ${counted(patch.total, 'changed line')} of code (${percentOf(patch)} %)`
}

/** Returns further lines for the log: what else does not hold, and what decides nothing. */
export function storyOf({ decision, notes }: Pick<Judgement, 'decision' | 'notes'>): string[] {
  return [...decision.failures.slice(1).map((failure) => `Also: ${describeFailure(failure)}`), ...notes]
}

/** Returns lines for the log about what annotations would show. */
export function unannotatedStory({ facts, demands }: Pick<Judgement, 'facts' | 'demands'>): string[] {
  const { files, ignoreComments } = facts
  const missed = files.flatMap(({ path, missed: lines }) =>
    rangesOf(lines).map((range) => `missed: ${visible(path)}:${describeRange(range)}`),
  )
  const comments = demands.ignoreComments === 'allow' ? [] : ignoreComments
  const more = missed.length - mostListed
  return [
    ...missed.slice(0, mostListed),
    ...(more > 0 ? [`and ${more} more, which the job summary lists`] : []),
    ...comments
      .slice(0, mostListed)
      .map(
        ({ path, line, comment }) =>
          `taken out of the report: ${visible(path)}:${line} by ${visible(comment)}`,
      ),
  ]
}

/** The maximum number of places of a kind in the log. */
const mostListed = 20
