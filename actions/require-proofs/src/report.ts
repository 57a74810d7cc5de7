import { foldLabelName } from '@suite/change-rules'
import { formatLocation } from '@suite/errors'
import {
  blocks,
  bullets,
  code,
  codeBlock,
  counted,
  firstOf,
  heading,
  type Markdown,
  table,
  text,
  visible,
} from '@suite/report'
import { type CaseVerdict, holds, type RequirementVerdict } from './decide.ts'
import type { DutyOfCase } from './duties.ts'
import { commandFor, type Suggestion, stepsFor, suggest } from './how-to.ts'
import { tellAge } from './judge-content.ts'
import type { ContentRule, EvidenceRule, ProofPolicy } from './policy.ts'
import type { Requirement } from './requirements.ts'

/** So many of the files that were found are told in the log; the summary and the outputs have all. */
const mostTold = 10

/** The first line of a run that is red: which labels lack proofs, and where. */
export function headlineOf(failing: readonly CaseVerdict[]): string {
  const parts = failing.map(({ of, verdicts }) => {
    const labels = [
      ...new Set(verdicts.filter((each) => !holds(each)).map(({ requirement }) => requirement.label)),
    ]
    return `${of.name} lacks proofs for ${labels.map((label) => visible(label)).join(', ')}`
  })
  return parts.join('; ')
}

/** What makes the duties, what was found and why it does not count, and how to make what is missing. Plain lines. */
export function storyOf(verdict: CaseVerdict): string[] {
  const lacks = lacksOf(verdict)
  const commands = suggestionsOf(lacks).map(commandFor)
  return [
    ...lacks.flatMap(({ labels, duties, verdict: { requirement, proofs } }) => [
      `${labels.map((label) => visible(label)).join(', ')} ${labels.length === 1 ? 'asks' : 'ask'} for ${askedFor(requirement)}`,
      ...duties.map((duty) => `  because of ${causesOf(duty)}`),
      ...(proofs.length === 0 ? ['  found: no changed file there'] : []),
      ...proofs
        .slice(0, mostTold)
        .map(({ path, fault }) => `  found: ${visible(path)} ${visible(fault ?? 'counts')}`),
      ...(proofs.length > mostTold ? [`  and ${proofs.length - mostTold} more`] : []),
    ]),
    ...(commands.length > 0 ? ['To make a proof:', ...commands.map((command) => `  ${command}`)] : []),
  ]
}

/** Requirements that lack the same proofs, told once with all the labels that ask for them. */
interface Lack {
  readonly labels: readonly string[]
  readonly duties: readonly DutyOfCase[]
  readonly verdict: RequirementVerdict
}

function lacksOf({ duties, verdicts }: CaseVerdict): Lack[] {
  const alike = new Map<string, Lack>()
  for (const verdict of verdicts.filter((each) => !holds(each))) {
    const { requirement, proofs } = verdict
    const key = JSON.stringify([askedFor(requirement), proofs])
    const known = alike.get(key)
    alike.set(key, {
      verdict: known?.verdict ?? verdict,
      labels: [...new Set([...(known?.labels ?? []), requirement.label])],
      duties: duties.filter((duty) => duty.label === requirement.label || known?.duties.includes(duty)),
    })
  }
  return [...alike.values()]
}

/** A path of its own for each thing that is lacking, where one can be made up. */
function suggestionsOf(lacks: readonly Lack[]): Suggestion[] {
  const suggestions = lacks.flatMap(({ verdict }) => suggest(verdict.requirement))
  return [...new Map(suggestions.map((each) => [each.path, each])).values()]
}

/** Who let proofs be missing: said also when the run is green. */
export function waiversOf({ of, verdicts }: CaseVerdict): string[] {
  return verdicts
    .filter(({ waivedBy }) => waivedBy !== undefined)
    .map(
      ({ requirement, waivedBy }) =>
        `${of.name}: ${visible(requirement.label)} waived by the approval of ${waivedBy}`,
    )
}

/** The files that count as proofs, each once. */
export function countingProofs(verdicts: readonly CaseVerdict[]): string[] {
  const proofs = verdicts.flatMap((verdict) => verdict.verdicts.flatMap((each) => each.proofs))
  return [...new Set(proofs.filter(({ fault }) => fault === undefined).map(({ path }) => path))]
}

/** Labels that no rule gives, which may be meant or a slip of the pen: said also when the run is green. */
export function noteOnLabels(withoutRules: readonly string[]): string[] {
  if (withoutRules.length === 0) return []
  const names = withoutRules.map((label) => visible(label)).join(', ')
  return [`No rule gives ${names}: only the label on the pull request makes that a duty.`]
}

/** Teams that could have waived what is missing, where no token lets the gate see who is in them. */
export function noteOnTeams(verdicts: readonly CaseVerdict[], { waivers }: ProofPolicy): string[] {
  const missing = verdicts.flatMap(({ verdicts: each }) =>
    each.filter((one) => !holds(one)).map(({ requirement }) => foldLabelName(requirement.label)),
  )
  const teams = waivers
    .filter(({ labels }) => labels.some((label) => missing.includes(foldLabelName(label))))
    .flatMap((waiver) => waiver.teams)
  if (teams.length === 0) return []
  const names = [...new Set(teams)].map((team) => visible(team)).join(', ')
  return [`Approvals by ${names} are not counted: without waiver-token nobody can see who is in a team.`]
}

/** The job summary's section of a case. */
export function sectionOf(verdict: CaseVerdict): Markdown {
  const { of, duties, verdicts } = verdict
  const title = heading(
    3,
    `${text(of.name)} at ${code(of.head.slice(0, 12))}, ${counted(of.files.length, 'changed file')}`,
  )
  if (duties.length === 0) return blocks(title, 'No label and no changed path asks for a proof.')
  const rows = verdicts.map((each) => {
    const duty = duties.find(({ label }) => label === each.requirement.label)
    return [
      statusOf(each),
      code(each.requirement.label),
      duty ? text(causesOf(duty)) : '',
      blocks(
        each.requirement.files.map(({ pattern }) => code(pattern)).join(' or '),
        ...demandsOf(each.requirement).map((demand) => text(demand)),
      ),
      each.proofs.length === 0
        ? 'nothing'
        : each.proofs
            .map(({ path, fault }) => `${fault ? '✗' : '✓'} ${code(path)}${fault ? ` ${text(fault)}` : ''}`)
            .join('<br>'),
    ]
  })
  const steps = suggestionsOf(lacksOf(verdict)).map((each) => stepsFor(each).join('\n'))
  return blocks(
    title,
    table(['', 'Duty', 'Because of', 'Asks for', 'Found'], rows),
    steps.length > 0 ? blocks('How to make a proof:', codeBlock(steps.join('\n\n'), 'sh')) : undefined,
    bullets(waiversOf(verdict).map(text)),
  )
}

/** The outputs `required-by`, `proofs` and `missing`: one record for each duty, file and lack, with its case. */
export function recordsOf(verdicts: readonly CaseVerdict[]) {
  return {
    'required-by': verdicts.flatMap(({ of, duties }) =>
      duties.map(({ label, labelled, causes }) => ({
        case: of.name,
        label,
        'on-pull-request': labelled,
        files: causes.map(({ path, globs, at }) => ({ path, globs, rule: formatLocation(at) })),
      })),
    ),
    proofs: verdicts.flatMap(({ of, verdicts: each }) =>
      each.flatMap(({ requirement, proofs }) =>
        proofs.map(({ path, fault }) => ({
          case: of.name,
          label: requirement.label,
          path,
          counts: fault === undefined,
          ...(fault === undefined ? {} : { fault }),
        })),
      ),
    ),
    missing: verdicts.flatMap(({ of, verdicts: each }) =>
      each
        .filter((one) => !holds(one))
        .map(({ requirement, missing }) => ({
          case: of.name,
          label: requirement.label,
          paths: requirement.files.map(({ pattern }) => pattern),
          count: missing,
        })),
    ),
  }
}

function statusOf(verdict: RequirementVerdict): string {
  if (verdict.missing === 0) return '✅ there'
  return verdict.waivedBy === undefined ? '❌ missing' : `☑️ waived by ${text(verdict.waivedBy)}`
}

function askedFor(requirement: Requirement): string {
  const places = requirement.files.map(({ pattern }) => visible(pattern)).join(' or ')
  const count = requirement.atLeast > 1 ? `${requirement.atLeast} files in ` : 'a file in '
  const demands = demandsOf(requirement, requirement.atLeast > 1).join(' and ')
  return `${count}${places}${demands === '' ? '' : ` that ${demands}`}`
}

/** What the content must be; `many` asks it of several files. */
function demandsOf({ contains, maxAge }: Requirement, many = false): string[] {
  return [
    ...contains.map((rule) => demandOf(rule, many)),
    ...(maxAge === undefined ? [] : [`${many ? 'are' : 'is'} not older than ${tellAge(maxAge)}`]),
  ]
}

function demandOf(rule: ContentRule, many: boolean): string {
  if ('evidence' in rule) return `${many ? 'are' : 'is'} ${evidenceAskedFor(rule.evidence)}`
  if ('text' in rule) return `${many ? 'hold' : 'holds'} ${JSON.stringify(visible(rule.text))}`
  if ('pattern' in rule) return `${many ? 'match' : 'matches'} ${visible(rule.pattern.source)}`
  const has = many ? 'have' : 'has'
  return rule.equals === undefined
    ? `${has} a value at ${rule.json}`
    : `${has} ${JSON.stringify(rule.equals)} at ${rule.json}`
}

function evidenceAskedFor({ kind, verdict, requires = [], subject = {} }: EvidenceRule): string {
  const about = Object.entries(subject).map(
    ([name, value]) => `${visible(name)} ${visible(JSON.stringify(value))}`,
  )
  return [
    `evidence${kind === undefined ? '' : ` of ${visible(kind)}`} with the verdict ${verdict}`,
    ...(about.length > 0 ? [`about ${about.join(', ')}`] : []),
    ...(requires.length > 0 ? [`in which ${requires.map((name) => visible(name)).join(', ')} passed`] : []),
  ].join(' ')
}

function causesOf({ label, labelled, causes }: DutyOfCase): string {
  const paths = firstOf(causes, 3, ({ path, at }) => `${visible(path)} (${formatLocation(at)})`)
  return [labelled ? `the label ${visible(label)}` : '', paths].filter((part) => part !== '').join(' and ')
}
