import { styleText } from 'node:util'
import type { RunResult } from '@suite/testkit/core'
import type { TriedAction } from './action.ts'
import type { Branch } from './branches.ts'
import type { Clone } from './clone.ts'
import type { Options } from './options.ts'
import { proofFolder } from './stand-in.ts'

/** Where an action's rule files are read, and which of them the head has otherwise. */
export interface Rules {
  readonly branch: Branch
  readonly changed: readonly string[]
}

type Rows = readonly (readonly [what: string, how: string])[]

/** What the verdict stands on: what was read from the clone, and what no clone knows and was therefore assumed. */
export function assumptionsOf(
  action: TriedAction,
  clone: Clone,
  rules: Rules | undefined,
  options: Options,
): string {
  return [
    bold(`${options.action}, tried on ${printable(clone.folder)}`),
    ...linesOf([['action', action.release], ...foundIn(clone, rules)]),
    '',
    'Assumed, since no clone knows it',
    ...linesOf(assumedOf(action, clone, options)),
    '',
  ].join('\n')
}

function foundIn({ base, head, ahead, uncommitted }: Clone, rules: Rules | undefined): Rows {
  const source = base.ref.startsWith('refs/remotes/') ? 'as origin was last fetched' : 'the local branch'
  return [
    ['base', `${described(base)}, ${source}`],
    ['head', `${described(head)}, ${counted(ahead, 'commit')} ahead`],
    ...(rules ? [['rules', `read from ${described(rules.branch)}, as the workflow does`] as const] : []),
    ...(rules?.changed ?? []).map(
      (path) => ['', `${path} differs on your branch; that counts once it is merged`] as const,
    ),
    uncommitted.length === 0
      ? ['not seen', 'nothing: all is committed']
      : ['not seen', `${counted(uncommitted.length, 'uncommitted file')}: ${listed(uncommitted)}`],
  ]
}

function assumedOf(
  { contract, event }: TriedAction,
  { repository }: Clone,
  { labels, approvals, apply }: Options,
): Rows {
  return [
    ['event', `${event}, opened, on ${repository} at GitHub`],
    ['author', 'you, a member; no draft'],
    ...(asksAboutPulls(contract) ? pullRows({ labels, approvals }) : []),
    ['writes', writesOf(contract, apply)],
  ]
}

function asksAboutPulls({ permissions }: TriedAction['contract']): boolean {
  return permissions.some(({ scope }) => scope === 'pull-requests')
}

function pullRows({ labels, approvals }: Pick<Options, 'labels' | 'approvals'>): Rows {
  return [
    ['labels', labels.length === 0 ? 'none (--label name)' : labels.join(', ')],
    [
      'approvals',
      approvals.length === 0 ? 'none (--approval login)' : `${approvals.join(', ')}, of this head`,
    ],
    ['repository', 'its labels have neither colour nor description, and nobody is in a team'],
  ]
}

function linesOf(rows: Rows): string[] {
  return rows.map(([what, how]) => `  ${what.padEnd(10)}  ${printable(how)}`)
}

/** How a run ended, in lines for a terminal. */
export function verdictOf(run: RunResult, { action, verbose }: Options): string {
  const { verdict = 'fail', reason = 'no verdict' } = run.outputs
  const reportOnly = verdict === 'fail' && run.exitCode === 0 ? ', report only' : ''
  const log = verbose ? maskedLog(run) : spokenLines(run.stdout)
  const told = run.annotations.map(({ file, line, column, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':')
    return place === '' ? message : `${place}: ${message}`
  })
  return [
    ...(verbose ? [...log, ''] : []),
    bold(colour(verdict, `${signs[verdict] ?? '✗'} ${action}: ${verdict}${reportOnly} (${reason})`)),
    ...(verbose ? [] : log),
    ...told,
    ...(run.outputs.verdict === undefined ? ['It ended before there was a verdict.', run.stderr.trim()] : []),
  ].join('\n')
}

const signs: Readonly<Record<string, string>> = { pass: '✓', skip: '-' }

/** What a person would read in the log below its first line, which says version and forge: no orders, no folded groups. */
function spokenLines(stdout: string): string[] {
  const spoken: string[] = []
  let folded = false
  for (const line of stdout.split(/\r?\n/)) {
    if (line.startsWith('::group::')) folded = true
    else if (line.startsWith('::endgroup::')) folded = false
    else if (!folded && !line.startsWith('::') && line !== '') spoken.push(line)
  }
  return spoken.slice(1).map((line) => line.replace(/^(pass|skip): /, ''))
}

/** The log as the runner keeps it: without the values that were masked. */
function maskedLog({ stdout, stderr, masks }: RunResult): string[] {
  const text = masks.reduce((shown, mask) => shown.replaceAll(mask, '***'), `${stdout}${stderr}`)
  return text
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('::add-mask::'))
}

function writesOf({ inputs }: TriedAction['contract'], apply: boolean): string {
  if ('proof-dir' in inputs) return `proofs, to ${proofFolder} of your clone (--input proof-dir=…)`
  if (apply) return 'go to a stand-in of the forge, and end with it; nothing real is written'
  return 'dry-run' in inputs ? 'none: it is a dry run (--apply)' : 'go to a stand-in of the forge'
}

function described({ name, sha }: Branch): string {
  return `${name} at ${sha.slice(0, 9)}`
}

function listed(paths: readonly string[]): string {
  return [...paths.slice(0, 3), ...(paths.length > 3 ? ['…'] : [])].join(', ')
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`
}

/** Names in a clone are not ours: one must not move the cursor, nor turn the direction of writing. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout })
}

function colour(verdict: string, text: string): string {
  const colours = { pass: 'green', skip: 'yellow' } as const
  return styleText(colours[verdict as keyof typeof colours] ?? 'red', text, { stream: process.stdout })
}
