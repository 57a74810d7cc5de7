import { formatLocation } from '@suite/errors'
import type { Pages } from '@suite/forge'
import {
  blocks,
  bullets,
  code,
  codeBlock,
  counted,
  firstOf,
  heading,
  link,
  type Markdown,
  posixShell,
  type Shell,
  table,
  text,
} from '@suite/report'
import { type CaseVerdict, holds, type RequirementVerdict } from './decide.ts'
import { demandsOf } from './demands.ts'
import { movesOf, updateOf } from './describe-behind.ts'
import type { DutyOfCase } from './duties.ts'
import { planProofs } from './plan-proofs.ts'
import { causesOf, lacksOf, waiversOf } from './report.ts'

/** Where people see the repository, and the version of the rule file that was read. */
export interface Links {
  readonly pages: Pages
  /** A commit, or a full ref. */
  readonly rulesAt: string
}

interface SectionOptions {
  /** Whether it contains the commands that make what is missing. */
  readonly makes?: boolean
  readonly links?: Links
}

/** Returns the section of a case in the job summary, or in a comment. */
export function sectionOf(
  verdict: CaseVerdict,
  shell: Shell = posixShell,
  { makes = true, links }: SectionOptions = {},
): Markdown {
  const { of, duties, verdicts } = verdict
  const title = heading(
    3,
    `${nameOfCase(of, links)} at ${commitOf(of.head, links)}, ${counted(of.files.length, 'changed file')}`,
  )
  const update = makes && verdict.behind && updateOf(verdict, shell)
  const behind = blocks(
    bullets(movesOf(verdict).map(text)),
    update ? blocks('To update the branch:', codeBlock(update, shell.language)) : undefined,
  )
  if (duties.length === 0) return blocks(title, behind || 'No label and no changed path requires a proof.')
  const rows = verdicts.map((each) => [
    statusOf(each),
    code(each.requirement.label),
    causesMarkdown(each.requirement.because, links),
    blocks(
      each.requirement.files.map(({ pattern }) => code(pattern)).join(' or '),
      ...demandsOf(each.requirement).map((demand) => text(demand)),
    ),
    each.proofs.length === 0
      ? 'nothing'
      : each.proofs
          .map(
            ({ path, fault }) =>
              `${fault ? '✗' : '✓'} ${fileOf(path, of.head, fault, links)}${fault ? ` ${text(fault)}` : ''}`,
          )
          .join('<br>'),
  ])
  const steps = makes ? planProofs(lacksOf(verdict), shell) : undefined
  return blocks(
    title,
    behind,
    table(['', 'Duty', 'Because of', 'Asks for', 'Found'], rows),
    steps && blocks('How to make a proof:', codeBlock(steps.join('\n'), shell.language)),
    bullets(waiversOf(verdict).map(text)),
  )
}

function nameOfCase({ name, number }: CaseVerdict['of'], links: Links | undefined): Markdown {
  if (number === undefined || links === undefined) return text(name)
  return link(text(name), links.pages.pull(number))
}

function commitOf(head: string, links: Links | undefined): Markdown {
  const short = code(head.slice(0, 12))
  return links === undefined ? short : link(short, links.pages.commit(head))
}

/** Returns a file that was found; linked to its content if it has any. */
function fileOf(path: string, head: string, fault: string | undefined, links: Links | undefined): Markdown {
  return links === undefined || fault === 'is deleted by this change'
    ? code(path)
    : link(code(path), links.pages.file(head, path))
}

/** Returns what causes a duty, as {@link causesOf}, with a link to the line of each rule. */
function causesMarkdown(duty: DutyOfCase, links: Links | undefined): Markdown {
  if (links === undefined) return text(causesOf(duty))
  const paths = firstOf(duty.causes, 3, ({ path, at }) => {
    const lines = at.line === undefined ? undefined : { first: at.line, last: at.line }
    const rule = link(text(formatLocation(at)), links.pages.file(links.rulesAt, at.file, lines))
    return `${code(path)} (${rule})`
  })
  const label = duty.labelled ? `the label ${code(duty.label)}` : ''
  return [label, paths].filter((part) => part !== '').join(' and ')
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
