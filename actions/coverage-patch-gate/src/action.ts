import type { InputsOf } from '@suite/contract'
import { OutsideError } from '@suite/errors'
import { pagesOf } from '@suite/forge'
import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'
import { examine, type Finding } from './examine.ts'
import { gateOf, slugOf } from './identity.ts'
import { keepVerdictComment } from './keep-verdict-comment.ts'
import type { Links } from './links.ts'
import { commentOf, outcomeOf, refusedOutcome } from './outcome.ts'
import type { Ports } from './ports.ts'
import { pullOf } from './pull.ts'
import { writeFiles } from './write-files.ts'

type Contract = typeof contract
type GateRun = Run<InputsOf<Contract>>

/**
 * Decides whether tests run the code that the change adds: gathers the change and the reports, judges them, and only
 * then writes the files and the comment.
 * @throws UsageError, OutsideError of what it reads; of what it writes only if the verdict is not `fail`
 */
export async function gateCoverage(run: GateRun, ports: Ports): Promise<Outcome<Contract>> {
  const finding = await examine(run, ports)
  const outcome =
    finding.kind === 'judged'
      ? outcomeOf(finding.judgement, linksOf(run, finding.judgement.comparison.right), run.inputs.annotations)
      : refusedOutcome(finding.refusal)
  try {
    const paths = await keepFiles(run, ports, finding)
    const left = await keepComment(run, ports, finding, outcome)
    return { ...outcome, story: [...outcome.story, ...left], outputs: { ...outcome.outputs, ...paths } }
  } catch (error) {
    // What could not be written must not hide what is missed.
    if (outcome.verdict !== 'fail') throw error
    const failed = error instanceof OutsideError ? `${error.message}. ${error.fix}` : String(error)
    return {
      ...outcome,
      story: [...outcome.story, `Also, a file or comment could not be written: ${failed}`],
    }
  }
}

async function keepFiles(
  { inputs, environment, writes, now }: GateRun,
  { files, temporary }: Ports,
  finding: Finding,
) {
  if (finding.kind === 'refused') return {}
  return writeFiles(files, writes, finding.judgement, {
    temporary,
    gate: slugOf(gateOf(inputs.name, environment.variables)),
    badgePath: inputs['badge-path'],
    trendPath: inputs['trend-path'],
    now: now(),
  })
}

async function keepComment(
  { inputs, event, environment, writes, redact }: GateRun,
  { forge }: Ports,
  finding: Finding,
  outcome: Outcome<Contract>,
): Promise<string[]> {
  const pull = pullOf(event, environment.variables.GITHUB_ACTOR)
  if (inputs.comment === 'none' || pull === undefined) return []
  const left = await keepVerdictComment(forge, writes, {
    pull,
    gate: gateOf(inputs.name, environment.variables),
    content: redact(commentOf(outcome, inputs.name)),
    isNeeded: inputs.comment === 'always' || hasProblem(finding),
  })
  return left === undefined ? [] : [left]
}

/** Returns whether a reader of the pull request should look: there are missed, unmeasured or ignored lines. */
function hasProblem(finding: Finding): boolean {
  if (finding.kind === 'refused') return false
  const { decision, facts, demands } = finding.judgement
  const { covered, total, unmeasured } = decision.patch
  const ignored = demands.ignoreComments === 'allow' ? 0 : facts.ignoreComments.length
  return total - covered + unmeasured + ignored > 0
}

function linksOf({ environment }: GateRun, commit: string): Links {
  return { pages: pagesOf(environment), commit }
}
