import { formatLocation } from '@suite/errors'
import {
  blocks,
  bullets,
  code,
  codeBlock,
  counted,
  heading,
  type Markdown,
  posixShell,
  type Shell,
  table,
  text,
} from '@suite/report'
import { type CaseVerdict, holds, type RequirementVerdict } from './decide.ts'
import { demandsOf } from './demands.ts'
import { movesOf, updateOf } from './describe-behind.ts'
import { causesOf, lacksOf, suggestionsOf, waiversOf } from './report.ts'

/** Returns the section of a case in the job summary. */
export function sectionOf(verdict: CaseVerdict, shell: Shell = posixShell): Markdown {
  const { of, duties, verdicts } = verdict
  const title = heading(
    3,
    `${text(of.name)} at ${code(of.head.slice(0, 12))}, ${counted(of.files.length, 'changed file')}`,
  )
  const update = verdict.behind && updateOf(verdict, shell)
  const behind = blocks(
    bullets(movesOf(verdict).map(text)),
    update ? blocks('To update the branch:', codeBlock(update, shell.language)) : undefined,
  )
  if (duties.length === 0) return blocks(title, behind || 'No label and no changed path requires a proof.')
  const rows = verdicts.map((each) => [
    statusOf(each),
    code(each.requirement.label),
    text(causesOf(each.requirement.because)),
    blocks(
      each.requirement.files.map(({ pattern }) => code(pattern)).join(' or '),
      ...demandsOf(each.requirement).map((demand) => text(demand)),
    ),
    each.proofs.length === 0
      ? 'nothing'
      : each.proofs
          .map(({ path, fault }) => `${fault ? '✗' : '✓'} ${code(path)}${fault ? ` ${text(fault)}` : ''}`)
          .join('<br>'),
  ])
  const steps = suggestionsOf(lacksOf(verdict), shell).map(({ steps: each }) => each.join('\n'))
  return blocks(
    title,
    behind,
    table(['', 'Duty', 'Because of', 'Asks for', 'Found'], rows),
    steps.length > 0
      ? blocks('How to make a proof:', codeBlock(steps.join('\n\n'), shell.language))
      : undefined,
    bullets(waiversOf(verdict).map(text)),
  )
}

/**
 * Returns the outputs `required-by`, `proofs` and `missing`: one record for each duty, file and missing proof, with
 * its case.
 */
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
