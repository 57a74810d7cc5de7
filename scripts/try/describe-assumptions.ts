import { seesWorkTree, type TriedAction } from './action.ts'
import type { Branch } from './branches.ts'
import type { Clone } from './clone.ts'
import type { Options } from './options.ts'
import { bold } from './paint.ts'
import { proofFolder } from './stand-in.ts'

/** Where an action's rule files are read, and which of them differ in the head. */
export interface Rules {
  readonly branch: Branch
  readonly changed: readonly string[]
}

type Rows = readonly (readonly [what: string, how: string])[]

/** Returns what the verdict is based on: the facts from the clone, and the assumptions about what no clone knows. */
export function describeAssumptions(
  action: TriedAction,
  clone: Clone,
  rules: Rules | undefined,
  options: Options,
): string {
  return [
    bold(`${options.action}, tried on ${printable(clone.folder)}`),
    ...linesOf([['action', action.release], ...foundIn(action, clone, rules)]),
    '',
    'Assumed, because a clone does not contain it',
    ...linesOf(assumedOf(action, clone, options)),
    '',
  ].join('\n')
}

function foundIn(
  { event }: TriedAction,
  { base, head, ahead, uncommitted }: Clone,
  rules: Rules | undefined,
): Rows {
  const source = base.ref.startsWith('refs/remotes/') ? 'as origin was last fetched' : 'the local branch'
  return [
    ['base', `${described(base)}, ${source}`],
    ['head', `${described(head)}, ${counted(ahead, 'commit')} ahead`],
    ...(rules ? [['rules', `read from ${described(rules.branch)}, as the workflow does`] as const] : []),
    ...(rules?.changed ?? []).map(
      (path) => ['', `${path} differs on your branch; that counts once it is merged`] as const,
    ),
    seesWorkTree(event)
      ? ['files', `as they stand, ${describeUncommitted(uncommitted, 'all committed')}`]
      : ['not seen', describeUncommitted(uncommitted, 'nothing: all is committed')],
  ]
}

function describeUncommitted(paths: readonly string[], none: string): string {
  return paths.length === 0 ? none : `${counted(paths.length, 'uncommitted file')}: ${listed(paths)}`
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
    ...releaseRows(contract),
    ['writes', writesOf(contract, apply)],
  ]
}

/** A clone knows no releases; what an action reads about them is empty here. */
function releaseRows({ inputs }: TriedAction['contract']): Rows {
  if ('permission-growth' in inputs) return [['releases', 'none, so permissions are compared with nothing']]
  if ('assets-manifest' in inputs) return [['releases', 'none, and no tags']]
  return []
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
    ['repository', 'its labels have neither colour nor description, and its teams have no members'],
  ]
}

function linesOf(rows: Rows): string[] {
  return rows.map(([what, how]) => `  ${what.padEnd(10)}  ${printable(how)}`)
}

function writesOf({ inputs }: TriedAction['contract'], apply: boolean): string {
  if ('proof-dir' in inputs) return `proofs, to ${proofFolder} of your clone (--input proof-dir=…)`
  if (apply) return 'go to a local server in place of the forge; nothing real is written'
  return 'dry-run' in inputs
    ? 'none: it is a dry run (--apply)'
    : 'go to a local server in place of the forge'
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

/** Returns a name from a clone without characters that move the cursor or change the direction of writing. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
