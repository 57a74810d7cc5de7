import type { InputsOf } from '@suite/contract'
import { counted, firstOf, visible } from '@suite/report'
import type { Run } from '@suite/runner'
import type { contract } from './contract.ts'
import { type Change, gatherChange } from './gather-change.ts'
import { type GatheredCoverage, gatherCoverage } from './gather-coverage.ts'
import { binarySources, judge } from './judge.ts'
import type { Judgement } from './judgement.ts'
import { brokenJobs } from './needs.ts'
import type { Refusal } from './outcome.ts'
import type { Ports } from './ports.ts'
import { pullOf } from './pull.ts'
import { requireComparison } from './require-comparison.ts'
import { asksForLabels, demandsMet } from './required-tests.ts'
import { labelsOf } from './subject-labels.ts'

type Inputs = InputsOf<typeof contract>
type GateRun = Pick<Run<Inputs>, 'inputs' | 'event' | 'environment' | 'signal' | 'pause'>

/** A change that was judged, or why its reports say nothing about it. */
export type Finding =
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Gathers everything about the change and judges it. Nothing is written. */
export async function examine(run: GateRun, ports: Ports): Promise<Finding> {
  const { inputs, event, environment, signal, pause } = run
  const broken = brokenJobs(inputs.needs ?? new Map())
  if (broken.length > 0) return refused({ reason: 'tests-not-green', headline: brokenHeadline(broken) })

  const { clone, forge } = ports
  const comparison = requireComparison(await clone.comparison(event, inputs.base))
  const [change, tracked] = await Promise.all([
    gatherChange(clone, comparison, scopeRules(inputs)),
    clone.trackedPaths(),
  ])
  await pause('reading the change')
  const reports = await gatherCoverage(ports.reports, change, {
    lines: inputs.coverage,
    expected: inputs['expected-reports'],
    project: [inputs['project-threshold'], inputs['badge-path'], inputs['trend-path']].some(
      (each) => each !== undefined,
    ),
    pathMap: inputs['path-map'] ?? new Map(),
    roots: ports.roots,
    tracked,
    committed: (paths) => clone.committed(paths),
    signal,
  })
  const refusal = problemsOf(reports, change)
  if (refusal !== undefined) return refused({ ...refusal, changed: change.files.length })

  await pause('reading the reports')
  const demands = inputs['require-tests'] ?? []
  const wantsLabels = asksForLabels(demands, new Set(tracked))
  const pull = pullOf(event, environment.variables.GITHUB_ACTOR)
  const labels = wantsLabels ? await labelsOf(forge.labels, event, pull) : []
  const touched = change.files.map(({ path }) => path)
  const judgement = judge(
    {
      comparison,
      change,
      reports,
      tracked,
      testsRequiredBy: demandsMet(demands, { touched, labels: labels ?? [] }),
      notes:
        labels === undefined
          ? ['The labels of require-tests are not known: the event has no pull request.']
          : [],
    },
    inputs,
  )
  return { kind: 'judged', judgement }
}

function scopeRules({ include, exclude = [], tests }: Inputs) {
  return { include, exclude, tests }
}

function refused(refusal: Partial<Refusal> & Pick<Refusal, 'reason' | 'headline'>): Finding {
  return { kind: 'refused', refusal: { others: [], changed: 0, ...refusal } }
}

function brokenHeadline(broken: readonly string[]): string {
  return `${counted(broken.length, 'job')} of needs failed or ${broken.length === 1 ? 'was' : 'were'} cancelled: ${firstOf(broken, 5, (job) => visible(job))}`
}

/** Returns why the reports cannot be relied on; undefined if they can. */
function problemsOf(
  reports: GatheredCoverage,
  change: Change,
): Pick<Refusal, 'reason' | 'headline' | 'fix' | 'others'> | undefined {
  const [first, ...more] = reports.problems
  if (first !== undefined) {
    const others = more.flatMap(({ what, fix }) => [
      what,
      ...(fix === undefined || fix === first.fix ? [] : [fix]),
    ])
    return { reason: first.reason, headline: first.what, fix: first.fix, others }
  }
  const binary = binarySources({ change, reports })
  if (binary.length === 0) return undefined
  const names = firstOf(binary, 3, (path) => visible(path))
  return {
    reason: 'source-binary',
    headline: `git shows no lines of ${names}, because of a NUL byte`,
    others: [],
  }
}
