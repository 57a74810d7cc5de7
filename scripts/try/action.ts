import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNearest } from '@suite/config-file'
import type { Contract } from '@suite/contract'
import { actionNames, contractOf } from '../actions.ts'
import { Refusal } from './refusal.ts'

/** Actions that install packages and run scripts where they are. */
const changeTheClone: ReadonlySet<string> = new Set(['node-checks'])

/** An action that can run on a clone. */
export interface TriedAction {
  readonly contract: Contract
  /** The folder of the published files. */
  readonly bundle: string
  /** Version and commit from the published manifest. */
  readonly release: string
  /** The event that starts the run. */
  readonly event: 'pull_request_target' | 'pull_request'
}

/**
 * Returns an action by name.
 * @param distribution the folder that the bundles are built into
 * @throws Refusal if there is no such action, it is not built, or a clone cannot provide what it runs on
 */
export async function findAction(name: string, distribution: string): Promise<TriedAction> {
  const names = actionNames()
  if (!names.includes(name)) throw new Refusal(`There is no action ${name}${suggestion(name, names)}`)
  const contract = await contractOf(name)
  if (changeTheClone.has(name))
    throw new Refusal(
      `${name} installs your packages and runs the scripts of your package.json, so a trial would change your clone. Run those scripts yourself.`,
    )
  const event = eventOf(contract)
  if (event === undefined)
    throw new Refusal(
      `${name} runs on ${contract.events.join(', ')}: a clone can only replace a pull request, not these events.`,
    )
  const bundle = join(distribution, name)
  if (!existsSync(join(bundle, 'index.js')))
    throw new Refusal(`${name} is not built. In the clone of the suite: npm run build`)
  const { version, commit } = JSON.parse(readFileSync(join(bundle, 'package.json'), 'utf8'))
  return { contract, bundle, release: `${version}, built from ${commit}`, event }
}

/**
 * Returns the event of the action. The gate's own event comes first, so that the rules are read from the default
 * branch, as in a workflow. An action that runs on every event gets the one that has a checkout.
 */
function eventOf({ events }: Contract): TriedAction['event'] | undefined {
  if (events.length === 0) return 'pull_request'
  const known = ['pull_request_target', 'pull_request'] as const
  return known.find((event) => events.includes(event))
}

/**
 * Returns whether a workflow on this event checks out the change; on the other event it must not have the files of a
 * fork.
 */
export function seesWorkTree(event: TriedAction['event']): boolean {
  return event === 'pull_request'
}

/**
 * Checks that these inputs can be given here; the action checks their values.
 * @throws Refusal with a sentence for each input that cannot
 */
export function checkInputs(
  { inputs, removed, name }: Contract,
  given: Readonly<Record<string, string>>,
): void {
  const aliases = Object.values(inputs).flatMap((input) => input.aliases)
  const known = [...Object.keys(inputs), ...aliases, ...Object.keys(removed)]
  const secrets = new Map(
    Object.entries(inputs)
      .filter(([, { kind }]) => kind.secret)
      .flatMap(([each, input]) =>
        [each, ...input.aliases].map((alias) => [alias, input.default !== undefined] as const),
      ),
  )
  const problems = Object.keys(given).flatMap((each) => {
    if (!known.includes(each)) return `${name} has no input ${each}${suggestion(each, known)}`
    if (secrets.has(each))
      return `${each} is a secret: keep it off the command line. ${secrets.get(each) ? 'The local server gives its own.' : 'Without it, this action cannot be tried completely.'}`
    if (each === 'dry-run') return 'dry-run is set for you. To leave it out, give --apply.'
    return []
  })
  if (problems.length > 0) throw new Refusal(problems.join('\n'))
}

/** Returns the end of a sentence about an unknown name. */
function suggestion(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known)
  return nearest === undefined ? `. There are ${known.join(', ')}.` : `; did you mean ${nearest}?`
}
