import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunResult, runAction, type Trigger } from '@suite/testkit/core'
import { type Repository, startGitHub } from '@suite/testkit/github'
import { seesWorkTree, type TriedAction } from './action.ts'
import type { Clone } from './clone.ts'
import type { Options } from './options.ts'
import { Refusal } from './refusal.ts'

/** The folder where an action that makes proofs writes them, and where they are committed. */
export const proofFolder = 'ops/proofs'

/** The author of the pull request; an approval by that name is the author's own, and does not count. */
const author = 'you'

/**
 * Runs an action on a forge of its own: a GitHub stand-in on loopback. Its bare repository borrows the clone's
 * objects, and has the pull request that a push of the branch would open. Writes nothing into the clone.
 * @param stop settles when the user wants the run to end
 */
export async function runOnStandIn(
  { bundle, contract, event }: TriedAction,
  clone: Clone,
  options: Options,
  stop: Promise<unknown>,
): Promise<RunResult> {
  const github = await startGitHub()
  try {
    const { base, head, defaultBranch } = clone
    const repository = await github.createRepository(clone.repository, { defaultBranch: defaultBranch.name })
    await appendFile(join(repository.folder, 'objects/info/alternates'), `${clone.objects}\n`)
    for (const branch of [defaultBranch, base]) await repository.moveBranch(branch.name, branch.sha)
    const branch = nameBeside([base.name, defaultBranch.name], head.name)
    await repository.moveBranch(branch, head.sha)
    const pull = await repository.openPullRequest({
      head: branch,
      base: base.name,
      author,
      title: clone.subject,
      labels: options.labels,
    })
    for (const user of options.approvals) await pull.review({ user, state: 'APPROVED' })

    // All permissions that the action may need; of two levels, the higher one comes last and wins.
    const permissions = Object.fromEntries(
      [...contract.permissions]
        .sort((a, b) => a.access.localeCompare(b.access))
        .map(({ scope, access }) => [scope, access]),
    )
    const dryRun = 'dry-run' in contract.inputs && !options.apply
    return await runAction({
      ...(await triggerOf(repository, event, pull.number)),
      bundle,
      inputs: {
        ...('proof-dir' in contract.inputs && { 'proof-dir': proofFolder }),
        // What is released is the commit that is checked out, not its merge with the base.
        ...('ref' in contract.inputs && { ref: head.sha }),
        // There is no service to upload to.
        ...('artifact-name' in contract.inputs && { 'artifact-name': '' }),
        ...options.inputs,
        ...(dryRun && { 'dry-run': 'true' }),
      },
      environment: {
        ...variablesFor(contract, options),
        // A proof is kept, so it must not name anything of the stand-in.
        ...('proof-dir' in contract.inputs && { GITHUB_SHA: head.sha, GITHUB_RUN_ID: '' }),
      },
      // An action that needs a checkout gets the files as they are; one that must not have a checkout gets none.
      ...(seesWorkTree(event) && { workspace: clone.folder }),
      forge: github.forge,
      token: github.token({ permissions }),
      debug: options.verbose,
      signal: { name: 'SIGINT', when: stop },
      // The action has its own deadline; this limit only ends an action that ignores it.
      timeoutMs: 3_600_000,
    })
  } finally {
    await github.close()
  }
}

/**
 * Returns the variables that the action reads from this environment: proxies and addresses, and where Node keeps compiled
 * code. It includes no secret, except those that the user names by the input `secrets`.
 */
function variablesFor(
  { environment, inputs }: TriedAction['contract'],
  options: Pick<Options, 'inputs'>,
): Record<string, string> {
  const names = environment.filter(({ secret }) => !secret).flatMap(({ name }) => [name, name.toLowerCase()])
  const secrets = 'secrets' in inputs ? (options.inputs.secrets ?? '').split(/[,\s]+/) : []
  return Object.fromEntries(
    [...names, ...secrets, 'NODE_COMPILE_CACHE'].flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

async function triggerOf(
  { trigger }: Repository,
  event: TriedAction['event'],
  number: number,
): Promise<Trigger> {
  const opened = { action: 'opened' }
  if (event === 'pull_request_target') return trigger.pullRequestTarget(number, opened)
  return trigger.pullRequest(number, opened).catch((error: Error) => {
    throw new Refusal(`${error.message}. Merge the base into your branch, or rebase it.`)
  })
}

/**
 * Returns the name of the head, or another one if git cannot store it next to the others, for example on the base
 * branch itself.
 */
function nameBeside(others: readonly string[], name: string): string {
  const clashes = others.some((other) => `${name}/`.startsWith(`${other}/`) || other.startsWith(`${name}/`))
  return clashes ? `tried-${name.replaceAll('/', '-')}` : name
}
