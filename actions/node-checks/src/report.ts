import type { Annotation } from '@suite/report'
import { blocks, bullets, code, codeBlock, heading, prose, table, text } from '@suite/report'
import type { Outcome } from '@suite/runner'
import type { contract } from './contract.ts'
import { correctionFor } from './correction.ts'
import type { Plan } from './find-checks.ts'
import type { Project } from './project.ts'
import type { Finished } from './run-check.ts'

type Contract = typeof contract

/** What ran where, and with which versions. */
export interface Setting {
  readonly project: Project
  readonly plan: Plan
  readonly managerName: string
  /** With its version. */
  readonly manager: string
  /** The version of Node; undefined if it is not on the runner. */
  readonly node: string | undefined
}

/** How many lines of a failed command the message and the summary show. */
const shownLines = { story: 30, summary: 200 }

export function passedOutcome(setting: Setting, finished: readonly Finished[]): Outcome<Contract> {
  const names = finished.map(({ name }) => name)
  const missing = notChecked(setting)
  const only = names.length === 1
  return {
    verdict: 'pass',
    reason: only ? 'only-installed' : 'checks-passed',
    headline: `${listed(names)} passed in ${setting.project.shown}, with ${setting.manager}`,
    story: [],
    summary: blocks(rowsOf(finished), versionsOf(setting), bullets(missing.map(prose))),
    annotations: missing.map((message): Annotation => ({ level: 'notice', title: 'Node checks', message })),
    outputs: { 'package-manager': setting.managerName, ran: names.join(',') },
  }
}

export function failedOutcome(
  setting: Setting,
  finished: readonly Finished[],
  failed: Finished,
  annotations: readonly Annotation[],
): Outcome<Contract> {
  const { name, says, exitCode, lastLines } = failed
  const { shown } = setting.project
  return {
    verdict: 'fail',
    reason: 'checks-failed',
    headline: `${name} failed in ${shown}: ${says} ended with exit code ${exitCode}`,
    fix: correctionFor(failed, placeOf(failed, setting)),
    story: lastLines.filter((line) => line.trim() !== '').slice(-shownLines.story),
    summary: blocks(
      rowsOf([...finished, failed]),
      versionsOf(setting),
      heading(3, text(`The end of what ${name} printed`)),
      codeBlock(lastLines.slice(-shownLines.summary).join('\n')),
    ),
    annotations,
    outputs: {
      'package-manager': setting.managerName,
      ran: finished.map((each) => each.name).join(','),
    },
  }
}

function placeOf({ folder }: Finished, { project }: Setting): string {
  return folder === project.folder ? project.shown : project.nameOf(folder)
}

function notChecked({ plan, project: { shown } }: Setting): string[] {
  return [
    ...(plan.types === undefined && !plan.compiles
      ? [`${shown} has no types to check: it has no script for them, and no tsconfig.json.`]
      : []),
    ...(plan.builds ? [] : [`${shown} has no script build, so nothing was built.`]),
  ]
}

function rowsOf(finished: readonly Finished[]) {
  return table(
    ['Check', 'Command', 'Result', 'Time'],
    finished.map(({ name, says, exitCode, milliseconds }) => [
      text(name),
      code(says),
      text(exitCode === 0 ? 'passed' : `failed (exit code ${exitCode})`),
      text(`${(milliseconds / 1000).toFixed(1)} s`),
    ]),
  )
}

function versionsOf({ manager, node }: Setting) {
  return text(`With ${manager}${node === undefined ? '' : `, Node ${node.replace(/^v/, '')}`}.`)
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
