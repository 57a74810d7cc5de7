import type { InputsOf } from '@suite/contract'
import { visible } from '@suite/report'
import type { Comparison } from './comparison.ts'
import type { contract } from './contract.ts'
import { type Demands, decide, type Facts } from './decide.ts'
import type { Change } from './gather-change.ts'
import type { GatheredCoverage } from './gather-coverage.ts'
import { thousandthsOf } from './globs.ts'
import { idleGlobs } from './idle-globs.ts'
import type { Judgement } from './judgement.ts'
import { isProse } from './kinds-of-files.ts'
import { scoreFile } from './score.ts'
import { extensionOf } from './tracefiles/source-name.ts'

type Inputs = InputsOf<typeof contract>

/** What was gathered. */
export interface Gathered {
  readonly comparison: Comparison
  readonly change: Change
  readonly reports: GatheredCoverage
  readonly testsRequiredBy: readonly string[]
  /** Every path of the commit. */
  readonly tracked: readonly string[]
  readonly notes: readonly string[]
}

/** Returns the paths of binary files that the tests should run. */
export function binarySources({
  change,
  reports: { coverage },
}: Pick<Gathered, 'change' | 'reports'>): string[] {
  return change.scope.counting
    .filter(({ isBinary, path }) => isBinary && (coverage.files.has(path) || isReportedKind(path, coverage)))
    .map(({ path }) => path)
}

/** Returns the verdict on a change, with everything that it rests on. */
export function judge(gathered: Gathered, inputs: Inputs): Judgement {
  const { comparison, change, reports } = gathered
  const demands = demandsOf(inputs)
  const facts = factsOf(gathered, inputs)
  return {
    decision: decide(facts, demands),
    facts,
    demands,
    scope: change.scope,
    changed: change.files.length,
    comparison,
    coverage: reports.coverage,
    notes: [...gathered.notes, ...notesOn(gathered, facts, inputs)],
  }
}

function demandsOf(inputs: Inputs): Demands {
  const project = inputs['project-threshold']
  return {
    threshold: thousandthsOf(inputs.threshold),
    projectThreshold: project === undefined ? undefined : thousandthsOf(project),
    minLines: inputs['min-lines'],
    highRisk: inputs['high-risk'] ?? [],
    ignoreComments: inputs['ignore-comments'],
    unreportedFiles: inputs['unreported-files'],
  }
}

function factsOf({ change, reports: { coverage }, testsRequiredBy }: Gathered, inputs: Inputs): Facts {
  const rules = {
    unreportedFiles: inputs['unreported-files'],
    unmeasuredLines: inputs['unmeasured-lines'],
    movedLines: inputs['moved-lines'],
    branches: inputs.branches,
  }
  const isKnown = (path: string) => coverage.files.has(path) || isReportedKind(path, coverage)
  const known = change.scope.counting.filter(({ path }) => isKnown(path))
  const unknown = change.scope.counting.filter(({ path }) => !isKnown(path) && !isProse(path))
  const addedTo = (path: string) => change.added.get(path) ?? []
  const codeIn = (path: string) => addedTo(path).filter(({ kind }) => kind === 'code').length
  return {
    files: known.map(({ path, hunks }) =>
      scoreFile({ path, hunks, added: addedTo(path), states: coverage.files.get(path) }, rules),
    ),
    project: coverage.totals,
    ignoreComments: change.ignoreComments,
    testsRequiredBy,
    addsTest: change.scope.tests.some(({ path }) => !isProse(path) && codeIn(path) > 0),
    unknownFiles: unknown.map(({ path }) => ({ path, lines: codeIn(path) })).filter(({ lines }) => lines > 0),
  }
}

/** Returns whether the reports mention files of the same extension. */
function isReportedKind(path: string, { extensions }: GatheredCoverage['coverage']): boolean {
  return extensions.has(extensionOf(path))
}

function notesOn({ reports, tracked }: Gathered, { project }: Facts, inputs: Inputs): string[] {
  const { unmatched, coverage } = reports
  const asksForProject = inputs['project-threshold'] !== undefined && project === undefined
  return [
    ...unmatched.map(
      ({ folder }) =>
        `${folder ? visible(folder) : 'The repository'} was not measured: its report is missing, and the change does not touch it.`,
    ),
    ...(asksForProject
      ? ['project-threshold is not judged, because a part of the project was not measured.']
      : []),
    ...idleGlobs(inputs, tracked),
    ...coverage.warnings.map((warning) => visible(warning, 500)),
  ]
}
