import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunResult, runAction, type Trigger } from '@suite/testkit/core'
import { type Repository, startGitHub } from '@suite/testkit/github'
import { seesWorkTree, type TriedAction } from './action.ts'
import type { Clone } from './clone.ts'
import type { Options } from './options.ts'
import { Refusal } from './refusal.ts'

/** Where proofs are committed: an action that makes them makes them there. */
export const proofFolder = 'ops/proofs'

/** Who opens the pull request: an approval by that name is one's own, and counts for nothing. */
const author = 'you'

/**
 * Runs an action on a forge of its own: a GitHub on loopback over a bare repository that borrows the clone's objects
 * and has the pull request that a push of its branch would open. Nothing is written into the clone.
 * @param stop settles when a person wants the run to end
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

    // What the action may ever need; of two levels, the higher comes last and stays.
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
        // There is nowhere to upload to.
        ...('artifact-name' in contract.inputs && { 'artifact-name': '' }),
        ...options.inputs,
        ...(dryRun && { 'dry-run': 'true' }),
      },
      environment: {
        ...variablesFor(contract),
        // A proof is kept: what it names has to be there when the stand-in is gone.
        ...('proof-dir' in contract.inputs && { GITHUB_SHA: head.sha, GITHUB_RUN_ID: '' }),
      },
      // What needs a checkout finds the files as they are; what must not have one finds none.
      ...(seesWorkTree(event) && { workspace: clone.folder }),
      forge: github.forge,
      token: github.token({ permissions }),
      debug: options.verbose,
      signal: { name: 'SIGINT', when: stop },
      // The action holds its own deadline; this only ends what has forgotten it.
      timeoutMs: 3_600_000,
    })
  } finally {
    await github.close()
  }
}

/** What the action reads of the environment, as it is here: proxies, addresses. No secret is among them. */
function variablesFor({ environment }: TriedAction['contract']): Record<string, string> {
  const names = environment.filter(({ secret }) => !secret).flatMap(({ name }) => [name, name.toLowerCase()])
  return Object.fromEntries(
    names.flatMap((name) => {
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

/** The name of the head, unless git could not keep it beside the others: on the base branch itself, for one. */
function nameBeside(others: readonly string[], name: string): string {
  const clashes = others.some((other) => `${name}/`.startsWith(`${other}/`) || other.startsWith(`${name}/`))
  return clashes ? `tried-${name.replaceAll('/', '-')}` : name
}
