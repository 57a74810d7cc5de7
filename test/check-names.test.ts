import { type RunBundleOptions, runBundle } from '@suite/testkit/bundle'
import { type CommitChecks, createCommitChecks, type Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameCheck } from './workflow-validation/name-check.ts'
import { type Job, templates } from './workflow-validation/templates.ts'

const required = {
  github: 'require-proofs (main)',
  gitea: 'proofs-gate / require-proofs (main) (pull_request_target)',
}
const rules = 'change:routes:\n  - changed-files:\n      - any-glob-to-any-file: api/wrangler.toml\n'
const permissions = { contents: 'read', 'pull-requests': 'read' } as const

const templateOf = (file: string) => {
  const workflow = templates.get(file)?.workflow
  if (workflow === undefined) throw new Error(`there is no template ${file}`)
  return workflow
}
const gate = templateOf('proofs-gate.yml')
const gateJob = gate.jobs['require-proofs'] as Job

/** A pull request to main that lacks its proof, and one with the same head to a branch on which that is no change. */
interface Twins {
  readonly head: string
  readonly checks: CommitChecks
  /** Runs the gate for the pull request to a base, and stores its check as the forge does. Returns its exit code. */
  judge(base: 'main' | 'old', job?: Job): Promise<number | null>
}

describe.each([
  ['github', 'one repository', undefined, onGitHub],
  ['github', 'a fork', 'mallory/shop', onGitHub],
  ['gitea', 'one repository', undefined, onGitea],
  ['gitea', 'a fork', 'mallory/shop', onGitea],
] as const)('on %s, two pull requests of one head, from %s', (forge, _, fork, start) => {
  let world: Awaited<ReturnType<typeof start>>
  beforeAll(async () => {
    world = await start()
  })
  afterAll(() => world.close())

  test("main's check stays failed when the gate passes for the older branch on the same commit", async () => {
    const { head, checks, judge } = await world.openTwins(fork)
    expect([await judge('main'), await judge('old')]).toEqual([1, 0])
    expect(checks.state(head, required[forge])).toBe('failure')
    expect(checks.mayMerge(head, [required[forge]])).toBe(false)
  })

  test("main's check fails too if the older branch is checked first", async () => {
    const { head, checks, judge } = await world.openTwins(fork)
    expect([await judge('old'), await judge('main')]).toEqual([0, 1])
    expect(checks.mayMerge(head, [required[forge]])).toBe(false)
    expect(checks.mayMerge(head, [required[forge].replace('(main)', '(old)')])).toBe(true)
  })

  test('a check name without the base would let the commit into main', async () => {
    const { head, checks, judge } = await world.openTwins(fork)
    const job = { ...gateJob, name: 'require-proofs' }
    expect([await judge('main', job), await judge('old', job)]).toEqual([1, 0])
    expect(checks.mayMerge(head, [required[forge].replace(' (main)', '')])).toBe(true)
  })
})

const payload = { repository: { default_branch: 'main' } }
const onPull = (base: string): Trigger => ({
  sha: '',
  ref: `refs/heads/${base}`,
  baseRef: base,
  actor: 'alice',
  repository: 'acme/shop',
  event: { name: 'pull_request_target', payload },
})
const inQueue = (base: string): Trigger => ({
  ...onPull(''),
  ref: `refs/heads/gh-readonly-queue/${base}/pr-1-abc`,
  event: {
    name: 'merge_group',
    payload: { ...payload, merge_group: { base_ref: `refs/heads/${base}` } },
  },
})
const onPush = (branch: string): Trigger => ({
  ...onPull(''),
  ref: `refs/heads/${branch}`,
  event: { name: 'push', payload },
})

describe.each([
  ['proofs-gate.yml', 'require-proofs'],
  ['labeler.yml', 'label'],
  ['ci.yml', 'api'],
  ['ci.yml', 'frontend'],
  ['ci.yml', 'deno'],
  ['ci.yml', 'coverage'],
  ['ci.yml', 'coverage-trend'],
])('%s: %s', (file, id) => {
  const workflow = templateOf(file)
  const job = workflow.jobs[id] as Job
  const nameOn = (on: Trigger, forge: 'github' | 'gitea' = 'github') => nameCheck(forge, workflow, job, on)

  test('has the required name for main, on both forges', () => {
    expect(nameOn(onPull('main'))).toBe(`${id} (main)`)
    expect(nameOn(onPull('main'), 'gitea')).toBe(`${workflow.name} / ${id} (main) (pull_request_target)`)
  })

  test('has the same name in the merge queue, which would otherwise wait for ever', () => {
    if ('merge_group' in workflow.on) expect(nameOn(inQueue('main'))).toBe(`${id} (main)`)
  })

  test('contains the branch of a push', () => {
    if ('push' in workflow.on) expect(nameOn(onPush('main'))).toBe(`${id} (main)`)
  })

  test("no other branch, whatever its name, gets the name of main's check", () => {
    const awkward = fc.constantFrom('main)', '(main', 'refs/heads/main', 'Main', "ma'in", 'ma{0}in', '${{x}}')
    const others = fc.oneof(fc.string({ minLength: 1 }), awkward).filter((name) => name !== 'main')
    fc.assert(
      fc.property(others, (base) => {
        for (const forge of ['github', 'gitea'] as const)
          expect(nameOn(onPull(base), forge)).not.toBe(nameOn(onPull('main'), forge))
        // Expressions ignore case. The commit distinguishes the queue of Main from that of main, because the queue
        // creates it.
        if ('merge_group' in workflow.on && base.toLowerCase() !== 'main')
          expect(nameOn(inQueue(base))).not.toBe(`${id} (main)`)
      }),
    )
  })
})

async function onGitHub() {
  const github = await startGitHub()
  let shops = 0
  return {
    close: () => github.close(),
    async openTwins(fork: string | undefined): Promise<Twins> {
      const repository = await github.createRepository(`acme/shop-${++shops}`)
      const from = { head: 'topic', ...(fork && { fork, author: 'mallory' }) }
      await begin(repository, fork)
      const first = await repository.openPullRequest({ ...from, base: 'main' })
      const second = await repository.openPullRequest({ ...from, base: 'old' })
      expect(await second.headSha()).toBe(await first.headSha())
      const pulls = { main: first, old: second }
      const run = async (base: keyof typeof pulls) => {
        const on = await repository.trigger.pullRequestTarget(pulls[base].number, { action: 'opened' })
        return { on, forge: github.forge, token: github.token({ permissions }) }
      }
      return twinsOf('github', await first.headSha(), run)
    },
  }
}

async function onGitea() {
  const gitea = await startGitea()
  let shops = 0
  return {
    close: () => gitea.close(),
    async openTwins(fork: string | undefined): Promise<Twins> {
      const repository = await gitea.createRepository(`acme/shop-${++shops}`)
      const from = { head: 'topic', ...(fork && { fork, author: 'mallory' }) }
      await begin(repository, fork)
      const first = await repository.openPullRequest({ ...from, base: 'main' })
      const second = await repository.openPullRequest({ ...from, base: 'old' })
      expect(await second.headSha()).toBe(await first.headSha())
      const pulls = { main: first, old: second }
      const run = async (base: keyof typeof pulls) => {
        const on = await repository.trigger.pullRequestTarget(pulls[base].number, 'opened')
        return { on, forge: gitea.forge, token: gitea.token({ permissions }) }
      }
      return twinsOf('gitea', await first.headSha(), run)
    },
  }
}

interface Committing {
  commit(options: {
    branch: string
    files: Readonly<Record<string, string>>
    fork?: string
    parent?: string
  }): Promise<string>
}

/**
 * The head is based on the older branch, which already has the new routes, so only main would get them without proof.
 */
async function begin(repository: Committing, fork: string | undefined): Promise<void> {
  const files = { '.github/labeler.yml': rules, 'api/wrangler.toml': 'routes = ["a"]\n' }
  await repository.commit({ branch: 'main', files })
  await repository.commit({ branch: 'old', files: { 'api/wrangler.toml': 'routes = ["a", "b"]\n' } })
  const from = fork === undefined ? {} : { fork }
  await repository.commit({ branch: 'topic', parent: 'old', files: { 'notes.md': '# Notes\n' }, ...from })
}

function twinsOf(
  forge: 'github' | 'gitea',
  head: string,
  start: (base: 'main' | 'old') => Promise<Pick<RunBundleOptions, 'forge' | 'token'> & { on: Trigger }>,
): Twins {
  const checks = createCommitChecks()
  return {
    head,
    checks,
    async judge(base, job = gateJob) {
      const { on, ...rest } = await start(base)
      const { exitCode } = await runBundle('require-proofs', { ...on, ...rest })
      checks.report(head, nameCheck(forge, gate, job, on), exitCode === 0 ? 'success' : 'failure')
      return exitCode
    },
  }
}
