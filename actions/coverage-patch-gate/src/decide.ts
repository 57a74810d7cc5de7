import type { HighRisk } from './globs.ts'
import { type Ratio, reaches } from './ratio.ts'
import { type FileScore, type PatchScore, sumOf } from './score.ts'

/** What the inputs demand of a change. Thresholds are in thousandths of a percent. */
export interface Demands {
  readonly threshold: number
  readonly projectThreshold: number | undefined
  readonly minLines: number
  readonly highRisk: readonly HighRisk[]
  readonly ignoreComments: 'warn' | 'fail' | 'allow'
  readonly unreportedFiles: 'count' | 'fail' | 'warn' | 'ignore'
}

/** An added comment that takes lines out of a report. */
export interface IgnoreComment {
  readonly path: string
  readonly line: number
  readonly comment: string
}

/** A file of a kind that no report mentions. */
export interface UnknownFile {
  readonly path: string
  /** How many lines of code the change adds to it. */
  readonly lines: number
}

/** The facts about a change. */
export interface Facts {
  readonly files: readonly FileScore[]
  /** Undefined if it was not read, or if a report of a part of the project is left out. */
  readonly project: Ratio | undefined
  readonly ignoreComments: readonly IgnoreComment[]
  /** The labels and paths because of which the change must add a test. */
  readonly testsRequiredBy: readonly string[]
  readonly addsTest: boolean
  /** Changed files with added code of a kind that no report mentions. */
  readonly unknownFiles: readonly UnknownFile[]
}

/** Something that the inputs demand and that does not hold. */
export type Failure =
  | {
      readonly reason: 'uncovered'
      readonly patch: Ratio
      readonly threshold: number
      readonly files: readonly FileScore[]
    }
  | { readonly reason: 'project-uncovered'; readonly project: Ratio; readonly threshold: number }
  | { readonly reason: 'high-risk-uncovered'; readonly files: readonly HighRiskFile[] }
  | { readonly reason: 'unreported-file'; readonly paths: readonly string[] }
  | { readonly reason: 'ignore-comment'; readonly comments: readonly IgnoreComment[] }
  | { readonly reason: 'tests-missing'; readonly because: readonly string[] }

export interface HighRiskFile extends Ratio {
  readonly path: string
  /** The highest threshold of the globs that match the file. */
  readonly threshold: number
}

export interface Decision {
  readonly verdict: 'pass' | 'fail' | 'skip'
  readonly reason:
    | Failure['reason']
    | 'covered'
    | 'too-few-lines'
    | 'only-moved'
    | 'nothing-measured'
    | 'nothing-executable'
  readonly failures: readonly Failure[]
  readonly patch: PatchScore
  readonly highRisk: readonly HighRiskFile[]
}

/** Returns the verdict on a change. The first failure gives its reason; all of them are reported. */
export function decide(facts: Facts, demands: Demands): Decision {
  const patch = sumOf(facts.files)
  const highRisk = highRiskFiles(facts, demands.highRisk)
  const failures = failuresOf(facts, demands, patch, highRisk)
  const [first] = failures
  if (first !== undefined) return { verdict: 'fail', reason: first.reason, failures, patch, highRisk }
  const reason = whyNotJudged(facts, demands, patch)
  const ending = reason === undefined ? pass : ({ verdict: 'skip', reason } as const)
  return { ...ending, failures, patch, highRisk }
}

const pass = { verdict: 'pass', reason: 'covered' } as const

function failuresOf(
  { files, project, ignoreComments, testsRequiredBy, addsTest }: Facts,
  demands: Demands,
  patch: PatchScore,
  highRisk: readonly HighRiskFile[],
): Failure[] {
  const { threshold, projectThreshold, minLines } = demands
  const failures: Failure[] = []
  const unreported = files.filter(isUnreported).map(({ path }) => path)
  if (patch.total >= minLines && !reaches(patch, threshold))
    failures.push({
      reason: 'uncovered',
      patch,
      threshold,
      files: files.filter(({ missed }) => missed.length > 0),
    })
  const risky = highRisk.filter((file) => !reaches(file, file.threshold))
  if (risky.length > 0) failures.push({ reason: 'high-risk-uncovered', files: risky })
  if (demands.unreportedFiles === 'fail' && unreported.length > 0)
    failures.push({ reason: 'unreported-file', paths: unreported })
  if (demands.ignoreComments === 'fail' && ignoreComments.length > 0)
    failures.push({ reason: 'ignore-comment', comments: ignoreComments })
  if (testsRequiredBy.length > 0 && !addsTest)
    failures.push({ reason: 'tests-missing', because: testsRequiredBy })
  if (projectThreshold !== undefined && project !== undefined && !reaches(project, projectThreshold))
    failures.push({ reason: 'project-uncovered', project, threshold: projectThreshold })
  return failures
}

/** Returns why a change without a failure is not judged; undefined if enough of its lines count. */
function whyNotJudged({ files, unknownFiles }: Facts, { minLines }: Demands, patch: PatchScore) {
  if (patch.total > 0) return patch.total < minLines ? 'too-few-lines' : undefined
  if (patch.unmeasured > 0 || unknownFiles.length > 0) return 'nothing-measured'
  return files.some(({ lines }) => lines.length > 0) ? 'only-moved' : 'nothing-executable'
}

/** Returns the files of high risk. All added lines of one that no report mentions are missed, whatever else holds. */
function highRiskFiles({ files, unknownFiles }: Facts, globs: readonly HighRisk[]): HighRiskFile[] {
  const ratios = [
    ...files.map((file) => {
      const { covered, total, unmeasured } = sumOf([file])
      return { path: file.path, covered, total: file.unreported ? total + unmeasured : total }
    }),
    ...unknownFiles.map(({ path, lines }) => ({ path, covered: 0, total: lines })),
  ]
  return ratios.flatMap((ratio) => {
    const thresholds = globs.filter(({ glob }) => glob.matches(ratio.path)).map(({ threshold }) => threshold)
    return thresholds.length === 0 || ratio.total === 0
      ? []
      : [{ ...ratio, threshold: Math.max(...thresholds) }]
  })
}

/** Returns whether no report mentions a file that adds code. */
export function isUnreported({ unreported, lines }: FileScore): boolean {
  return unreported && lines.some(({ result }) => result !== 'moved' && result !== 'reformatted')
}
