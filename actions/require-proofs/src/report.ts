import type { LabelWithoutRule } from '@suite/change-rules'
import { formatLocation, formatProblem, type Problem } from '@suite/errors'
import { firstOf, posixShell, type Shell, visible } from '@suite/report'
import { type CaseVerdict, holds, type RequirementVerdict } from './decide.ts'
import { askedFor } from './demands.ts'
import { movesOf, updateOf } from './describe-behind.ts'
import type { DutyOfCase } from './duties.ts'
import { commandFor } from './how-to.ts'
import { planProofs } from './plan-proofs.ts'
import type { ProofPolicy, WaiverRule } from './policy.ts'
import { waiverRulesFor } from './waivers.ts'

/** The maximum number of found files in the log; the summary and the outputs have all. */
const mostListed = 10

/** Returns the first line of a failed run: which labels lack proofs, and where. */
export function headlineOf(failing: readonly CaseVerdict[]): string {
  const parts = failing.map(({ of, verdicts, behind }) => {
    if (behind)
      return `${of.name} is behind ${visible(of.base ?? 'its base')}, so its change may land in a path that requires a proof`
    const labels = [
      ...new Set(verdicts.filter((each) => !holds(each)).map(({ requirement }) => requirement.label)),
    ]
    return `${of.name} lacks proofs for ${labels.map((label) => visible(label)).join(', ')}`
  })
  return parts.join('; ')
}

/**
 * Returns plain lines: what causes the duties, what was found and why it does not count, and how to make what is
 * missing.
 * @param shell the shell that the commands are for
 * @param options.makes whether it contains the command that makes what is missing
 */
export function storyOf(
  verdict: CaseVerdict,
  shell: Shell = posixShell,
  { makes = true }: { makes?: boolean } = {},
): string[] {
  const lacks = lacksOf(verdict)
  const steps = makes ? planProofs(lacks, shell) : undefined
  const update = makes && verdict.behind && updateOf(verdict, shell)
  return [
    ...movesOf(verdict),
    ...(update ? ['To update the branch:', `  ${update}`] : []),
    ...lacks.flatMap(({ labels, duties, verdict: { requirement, proofs } }) => [
      `${labels.map((label) => visible(label)).join(', ')} ${labels.length === 1 ? 'asks' : 'ask'} for ${askedFor(requirement)}`,
      ...duties.map((duty) => `  because of ${causesOf(duty)}`),
      ...(proofs.length === 0 ? ['  found: no changed file there'] : []),
      ...proofs
        .slice(0, mostListed)
        .map(({ path, fault }) => `  found: ${visible(path)} ${visible(fault ?? 'counts')}`),
      ...(proofs.length > mostListed ? [`  and ${proofs.length - mostListed} more`] : []),
    ]),
    ...(steps ? ['To make a proof:', `  ${commandFor({ steps }, shell)}`] : []),
  ]
}

/** Requirements that lack the same proofs, listed once with all labels that require them. */
interface Lack {
  readonly labels: readonly string[]
  readonly duties: readonly DutyOfCase[]
  readonly verdict: RequirementVerdict
}

export function lacksOf({ verdicts }: CaseVerdict): Lack[] {
  const alike = new Map<string, Lack>()
  for (const verdict of verdicts.filter((each) => !holds(each))) {
    const { requirement, proofs } = verdict
    const key = JSON.stringify([askedFor(requirement), proofs])
    const known = alike.get(key)
    alike.set(key, {
      verdict: known?.verdict ?? verdict,
      labels: [...new Set([...(known?.labels ?? []), requirement.label])],
      duties: [...(known?.duties ?? []), requirement.because],
    })
  }
  return [...alike.values()]
}

/** Returns who waived missing proofs. It is reported even if the run passes. */
export function waiversOf({ of, verdicts }: CaseVerdict): string[] {
  return verdicts
    .filter(({ waivedBy }) => waivedBy !== undefined)
    .map(
      ({ requirement, waivedBy }) =>
        `${of.name}: ${visible(requirement.label)} waived by the approval of ${waivedBy}`,
    )
}

/** Returns the files that count as proofs, each once. */
export function countingProofs(verdicts: readonly CaseVerdict[]): string[] {
  const proofs = verdicts.flatMap((verdict) => verdict.verdicts.flatMap((each) => each.proofs))
  return [...new Set(proofs.filter(({ fault }) => fault === undefined).map(({ path }) => path))]
}

/**
 * Returns the labels that no rule causes, which may be intended or misspelt. They are reported even if the run
 * passes.
 */
export function noteOnLabels(withoutRules: readonly LabelWithoutRule[]): string[] {
  if (withoutRules.length === 0) return []
  const names = withoutRules.map(
    ({ label, meant }) =>
      `${visible(label)}${meant === undefined ? '' : ` (did you mean ${visible(meant)}?)`}`,
  )
  return [`No rule gives ${names.join(', ')}: only the label on the pull request makes that a duty.`]
}

/**
 * Returns the rules of the gate's labels that their author probably meant otherwise, such as a glob that no path
 * can match.
 */
export function noteOnRules(warnings: readonly Problem[]): string[] {
  return warnings.map((warning) => visible(formatProblem(warning), 500))
}

/** Returns the teams that could have waived what is missing, if no token lets the gate read their members. */
export function noteOnTeams(verdicts: readonly CaseVerdict[], policy: ProofPolicy): string[] {
  const teams = rulesForMissing(verdicts, policy).flatMap((waiver) => waiver.teams)
  if (teams.length === 0) return []
  const names = [...new Set(teams)].map((team) => visible(team)).join(', ')
  return [`Approvals by ${names} are not counted: without waiver-token nobody can see who is in a team.`]
}

/**
 * Returns the approvals that do not count, and who could waive what is missing, because an approval does not start
 * a run.
 */
export function noteOnWaivers(verdicts: readonly CaseVerdict[], policy: ProofPolicy): string[] {
  const doubts = verdicts.flatMap((verdict) => verdict.doubts)
  const rules = rulesForMissing(verdicts, policy)
  if (rules.length === 0) return doubts
  const names = [...new Set(rules.flatMap(({ logins, teams }) => [...logins, ...teams]))]
  const who = names.map((name) => visible(name)).join(', ')
  return [
    ...doubts,
    `What is missing can be waived by an approval of this head by ${who}. An approval does not start this check: after it, start the check again, or add or remove any label.`,
  ]
}

function rulesForMissing(verdicts: readonly CaseVerdict[], policy: ProofPolicy): readonly WaiverRule[] {
  const missing = verdicts.flatMap(({ verdicts: each }) =>
    each.filter((one) => !holds(one)).map(({ requirement }) => requirement.label),
  )
  return [...new Set(missing.flatMap((label) => waiverRulesFor(label, policy)))]
}

/** Returns what causes a duty: the label, and the first paths with their rules. */
export function causesOf({ label, labelled, causes }: DutyOfCase): string {
  const paths = firstOf(causes, 3, ({ path, at }) => `${visible(path)} (${formatLocation(at)})`)
  return [labelled ? `the label ${visible(label)}` : '', paths].filter((part) => part !== '').join(' and ')
}
