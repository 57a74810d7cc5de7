import type { BundleRun } from '../bundle/run-bundle.ts'
import type { Scenario } from './scenario.ts'

/** What the end of a cell means, worst first. */
export const outcomes = [
  /** Passed or skipped without the thing that the run is for. */
  'false',
  /** A secret is in what the run left. */
  'leak',
  /** Failed as a bug of ours. */
  'bug',
  /** Past its deadline: it had to be ended. */
  'late',
  /** Failed without a declared reason, a fix, or the name of what was asked. */
  'unexplained',
  /** The fault was not met, or changed nothing: not swept. */
  'unreached',
  /** Failed, with a declared reason that names what was asked, and a fix. */
  'explained',
  /** Passed, and the thing happened. */
  'true',
] as const
export type OutcomeOfCell = (typeof outcomes)[number]

/** Outcomes that fail the sweep. */
export const failing: readonly OutcomeOfCell[] = ['false', 'leak', 'bug', 'late', 'unexplained']

/** What is known at the end of a cell. */
export interface CellFacts {
  readonly deserves: Scenario['deserves']
  readonly ran: Pick<BundleRun, 'exitCode' | 'outputs' | 'annotations' | 'stdout' | 'stderr'>
  /** What is missing for a pass to be true. */
  readonly missing: string | undefined
  /** Why the fault did not take place; undefined if it did. */
  readonly unreached?: string | undefined
  /** Where a secret was found. */
  readonly leaks: readonly string[]
  /** Texts of which a failed run names one: addresses, programs, subjects. */
  readonly names: readonly string[]
  /** Programs at which the deadline may pass on a slow machine, whatever the fault is. */
  readonly programs: readonly string[]
  /** The run must pass, because it is the one after a killed run. */
  readonly finishes?: boolean
  /** Programs of the run that did not end with it. */
  readonly outlivedBy: readonly string[]
  /** The run has no place for outputs, so its verdict cannot be read. */
  readonly withoutOutputs?: boolean
  /** Nobody reads the log, so a failure can only show by its exit code. */
  readonly withoutLog?: boolean
}

export interface Judged {
  readonly outcome: OutcomeOfCell
  /** Why, in one line. */
  readonly why: string
}

/** Returns what the end of a cell means. */
export function judgeCell(facts: CellFacts): Judged {
  const { ran, leaks, unreached, outlivedBy } = facts
  if (leaks.length > 0) return { outcome: 'leak', why: leaks.join(', ') }
  if (outlivedBy.length > 0) return { outcome: 'bug', why: `it left running: ${outlivedBy.join(', ')}` }
  const judged = judgeRun(facts)
  const holds = judged.outcome === 'true' || judged.outcome === 'explained'
  if (holds && unreached !== undefined) return { outcome: 'unreached', why: unreached }
  return ran.exitCode === null ? { outcome: 'late', why: 'the run did not end by its deadline' } : judged
}

function judgeRun(facts: CellFacts): Judged {
  const { deserves, ran, missing, withoutOutputs, withoutLog } = facts
  const { exitCode, outputs, annotations, stdout, stderr } = ran
  const { verdict, reason } = outputs
  if (exitCode === 0) {
    if (deserves === 'fail') return { outcome: 'false', why: `it deserves to fail, and ended as ${verdict}` }
    if (missing !== undefined) return { outcome: 'false', why: `${verdict}: ${missing}` }
    if (verdict === 'fail') return { outcome: 'false', why: 'exit code 0 with the verdict fail' }
    if (verdict === undefined && !withoutOutputs)
      return { outcome: 'false', why: 'exit code 0 without a verdict' }
    return { outcome: 'true', why: `${verdict} (${reason})` }
  }
  if (verdict === 'pass' || verdict === 'skip')
    return { outcome: 'false', why: `exit code ${exitCode} with the verdict ${verdict}` }
  if (withoutLog) return { outcome: 'explained', why: `exit code ${exitCode}; nobody reads the log` }
  const errors = annotations.filter(({ level }) => level === 'error')
  const text = errors.map(({ title = '', message }) => `${title}\n${message}`).join('\n')
  if (reason === 'bug' || /internal error|is a bug/i.test(text))
    return { outcome: 'bug', why: firstLine(errors[0]?.message ?? stdout) }
  if (errors.length === 0 || (verdict === undefined && !withoutOutputs))
    return { outcome: 'bug', why: `no verdict: ${firstLine(stderr || stdout)}` }
  const lacks = [
    ...(exitCode === 1 ? [] : [`the exit code is ${exitCode}`]),
    ...(reason === undefined && !withoutOutputs ? ['it has no reason'] : []),
    ...(hasFix(errors, stdout) ? [] : ['its error has no fix']),
    ...(isNamed(text, facts) ? [] : ['it does not name what was asked']),
    ...(facts.finishes ? ['it does not finish what the killed run began'] : []),
  ]
  const why = `${reason}: ${firstLine(errors[0]?.message ?? '')}`
  return lacks.length === 0
    ? { outcome: 'explained', why }
    : { outcome: 'unexplained', why: `${lacks.join(', ')} (${why})` }
}

/** A message names a path as it was sent, or by its route, such as `/orgs/{owner}/labels`. */
function isNamed(text: string, { ran, names, programs }: CellFacts): boolean {
  const words = text.split(/[^\w-]+/)
  if (ran.outputs.reason === 'deadline-passed' && programs.some((name) => words.includes(name))) return true
  const routes = [...text.matchAll(/(?:\/[\w.{}*-]+)+/g)]
    .map(([found]) => found)
    .filter((found) => found.includes('{'))
    .map((found) => new RegExp(`${found.replaceAll('.', '\\.').replace(/\{[^}]*\}/g, '.+')}$`))
  return names.some((name) => text.includes(name) || routes.some((route) => route.test(name)))
}

/** On Gitea an annotation is one line, and the log has the fix after the line that says what happened. */
function hasFix(errors: readonly { readonly message: string }[], stdout: string): boolean {
  if (errors.some(({ message }) => message.includes('\n'))) return true
  return /^fail \([a-z-]+\): .+\n(?!::|\s*$).+/m.test(stdout)
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 300)
}
