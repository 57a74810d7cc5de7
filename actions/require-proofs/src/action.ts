import type { InputsOf } from '@suite/contract'
import { OutsideError } from '@suite/errors'
import {
  completeEvent,
  type Expectation,
  type Forge,
  type People,
  pagesOf,
  readJudgedSubject,
  type Subject,
  versionOf,
} from '@suite/forge'
import { blocks, counted, firstOf, prose, type Shell, shellOf, visible } from '@suite/report'
import type { Outcome, Run } from '@suite/runner'
import { contract } from './contract.ts'
import type { CaseVerdict } from './decide.ts'
import { fixOf } from './fix.ts'
import { gatherCases } from './gather-cases.ts'
import { smallRepository } from './gather-pull.ts'
import { gatherTerms } from './gather-terms.ts'
import { judge } from './judge.ts'
import { matchTerms } from './match-terms.ts'
import {
  countingProofs,
  headlineOf,
  noteOnLabels,
  noteOnRules,
  noteOnTeams,
  noteOnWaivers,
  storyOf,
  waiversOf,
} from './report.ts'
import { type Links, recordsOf, sectionOf } from './summary.ts'
import { keepProofsLabel, keepVerdictComment } from './write-back.ts'

type Contract = typeof contract
type Inputs = InputsOf<Contract>

/**
 * Judges whether each change of the run has the proofs that it requires.
 * @throws UsageError, OutsideError of what it reads; of what it writes only if the verdict is not `fail`
 */
export async function requireProofs(
  { inputs, event, environment, writes, now, pause }: Run<Inputs>,
  forge: Forge,
  teams: Pick<People, 'membersAmong'> | undefined,
): Promise<Outcome<Contract>> {
  const numbers = inputs['pr-number'] ?? []
  const about = await completeEvent(event, numbers, forge.repository)
  const subject = readJudgedSubject(about, numbers, environment.forge)
  const gathering = gatherCases(forge, subject)
  readTreesAhead(forge, subject)
  const [given, cases] = await Promise.all([
    gatherTerms(forge.changes, subject.trustedRef, {
      labels: inputs.labels,
      proofs: inputs.proofs,
      configPath: inputs['config-path'],
      policyPath: inputs['policy-path'],
      defaultPolicyPath: contract.inputs['policy-path'].default ?? '',
    }),
    gathering,
  ])
  const terms = await matchTerms(given, cases, pause)
  const verdicts = await judge(cases, { forge, terms, teams, now: now() })
  const links = { pages: pagesOf(environment), rulesAt: versionOf(subject.trustedRef, environment) }
  const shell = shellOf(environment.variables.RUNNER_OS)
  const outcome = outcomeOf(event.name, verdicts, shell, links, [
    ...noteOnLabels(terms.rules.withoutRules),
    ...noteOnRules(terms.rules.warnings),
    ...(teams === undefined ? noteOnTeams(verdicts, terms.policy) : []),
    ...noteOnWaivers(verdicts, terms.policy),
  ])
  try {
    for (const verdict of verdicts) {
      if (inputs['proofs-label']) await keepProofsLabel(forge.labels, writes, inputs['proofs-label'], verdict)
      if (inputs.comment) await keepVerdictComment(forge, writes, verdict, shell, links)
    }
  } catch (error) {
    // A failed comment must not hide what is missing.
    if (outcome.verdict !== 'fail') throw error
    const failed = error instanceof OutsideError ? `${error.message}. ${error.fix}` : String(error)
    return {
      ...outcome,
      story: [...outcome.story, `Also, a label or comment could not be written: ${failed}`],
    }
  }
  return outcome
}

/**
 * Reads the trees of a small repository in advance, because they cost less than a round trip. What is read here is
 * cached. The comparison that has been asked for by then names their ids.
 */
function readTreesAhead({ changes }: Forge, subject: Subject): void {
  const { base, head, repositoryKilobytes }: Expectation =
    subject.kind === 'pull-requests' ? subject.expectation : {}
  if (repositoryKilobytes === undefined || repositoryKilobytes > smallRepository) return
  // A failure is reported where the tree is needed, if it is needed.
  for (const commit of [base, head]) if (commit !== undefined) changes.tree(commit).catch(() => {})
}

function outcomeOf(
  event: string,
  verdicts: readonly CaseVerdict[],
  shell: Shell,
  links: Links,
  notes: readonly string[],
): Outcome<Contract> {
  const scopeSize = verdicts.reduce((sum, { of }) => sum + of.files.length, 0)
  const failing = verdicts.filter(({ passes }) => !passes)
  const asking = verdicts.filter(({ duties }) => duties.length > 0)
  const conclusion = conclusionOf(scopeSize, failing, asking)
  const waivers = verdicts.flatMap(waiversOf)
  const fixed = fixOf(failing, shell)
  // The command stands in the fix, or else with the details of each case.
  const makes = fixed === undefined
  return {
    ...(conclusion.verdict === 'pass' && waivers.length > 0 && event === 'pull_request_review'
      ? waiverNotCarried
      : conclusion),
    ...fixed,
    story: [...failing.flatMap((each) => storyOf(each, shell, { makes })), ...waivers, ...notes],
    summary: blocks(
      ...verdicts.map((each) => sectionOf(each, shell, { makes, links })),
      ...notes.map((note) => prose(note)),
    ),
    annotations: [],
    outputs: { ...recordsOf(verdicts), 'scope-size': scopeSize },
  }
}

/**
 * A dismissal does not start a run of this check on every event, so the check would continue to report the waiver.
 */
const waiverNotCarried = {
  verdict: 'fail',
  reason: 'waiver-needs-rerun',
  headline:
    'the proofs are waived, but this check of pull_request_review cannot show that: it would stay green after the approval is dismissed',
  fix: 'Start the check of pull_request_target again, or add or remove any label of the pull request.',
} as const

function conclusionOf(
  scopeSize: number,
  failing: readonly CaseVerdict[],
  asking: readonly CaseVerdict[],
): Pick<Outcome<Contract>, 'verdict' | 'reason' | 'headline'> {
  const files = counted(scopeSize, 'changed file')
  if (failing.length > 0) {
    const reason = failing.every(({ behind }) => behind) ? 'branch-behind' : 'proofs-missing'
    return { verdict: 'fail', reason, headline: headlineOf(failing) }
  }
  if (asking.length > 0) {
    const labels = [...new Set(asking.flatMap(({ duties }) => duties.map(({ label }) => label)))].join(', ')
    const proofs = firstOf(countingProofs(asking), 3, (path) => visible(path))
    return {
      verdict: 'pass',
      reason: 'proofs-present',
      headline: `${files} looked at; ${proofs === '' ? 'proofs are waived' : 'proofs are there'} for ${labels}${proofs === '' ? '' : `: ${proofs}`}`,
    }
  }
  if (scopeSize === 0)
    return {
      verdict: 'skip',
      reason: 'nothing-to-judge',
      headline: 'the event changes no file, so there is nothing to judge',
    }
  return { verdict: 'pass', reason: 'no-duty', headline: `${files} looked at; none requires a proof` }
}
