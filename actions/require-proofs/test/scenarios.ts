import type { Trigger } from '@suite/testkit/core'
import { type Gitea, type GiteaPullRequest, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { type GitHub, type PullRequest, type Repository, startGitHub } from '@suite/testkit/github'
import { fixedClock, type RunChanges, runInWorld, type Scenario, type World } from '@suite/testkit/sweep'
import { begin, type Files, proof, routes } from './files.ts'
import { lackOfProof } from './what-lands.ts'

const permissions = { contents: 'read', 'pull-requests': 'read' } as const
const waivers = { '.github/proofs.yml': 'waivers: [{for: change:routes, logins: [bob]}]\n' }
const copy: Files = { 'ops/proofs/copy.txt': { copyOf: 'ops/proofs/old.txt' } }

/** What a pull request on GitHub is, and what else is true of it. */
interface Change {
  readonly files: Files
  readonly on?: Files
  readonly labels?: readonly string[]
  readonly approvedBy?: string
  /** Judged in the merge queue, behind another pull request. */
  readonly queued?: true
  /** A second commit of the branch, after which the base moves on. */
  readonly later?: Files
}

/** The server of either forge. */
type ForgeServer = Pick<GitHub | Gitea, 'forge' | 'host'>

const runGate = (
  { forge, host }: ForgeServer,
  trigger: Trigger,
  token: string,
  changes: RunChanges | undefined,
) =>
  runInWorld(
    'require-proofs',
    { ...trigger, forge, token, inputs: { timeout: '60s' }, log: host.log },
    changes,
  )

const pushes = (
  repository: Pick<Repository | GiteaRepository, 'commit'>,
  pull: Pick<PullRequest | GiteaPullRequest, 'push'>,
): NonNullable<World['others']> => ({
  'a push to the branch': async () => void (await pull.push({ 'api/src/new.ts': 'x' })),
  'a push to the base': async () =>
    void (await repository.commit({ branch: 'main', files: { 'other.txt': 'x' } })),
})

async function openOnGitHub({
  files,
  on = {},
  labels = [],
  approvedBy,
  queued,
  later,
}: Change): Promise<World> {
  const github = await startGitHub({ now: fixedClock })
  const repository = await github.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: { ...begin, ...on } })
  const first = queued && (await repository.openPullRequest({ files: { 'first.txt': 'x' } }))
  const pull = await repository.openPullRequest({ files, labels })
  if (later !== undefined) {
    await pull.push(later)
    await repository.commit({ branch: 'main', files: { 'other.txt': 'x' } })
  }
  const approval =
    approvedBy === undefined ? undefined : await pull.review({ user: approvedBy, state: 'APPROVED' })
  const token = github.token({ permissions })
  const trigger: Trigger = first
    ? await repository.trigger.mergeGroup([first.number, pull.number], { entries: true })
    : await repository.trigger.pullRequestTarget(pull.number, { action: 'synchronize' })
  const judged = await pull.headSha()
  // What somebody does after the last read of it starts a run of its own.
  const acts = { labelled: Number.POSITIVE_INFINITY, dismissed: Number.POSITIVE_INFINITY }
  const seen = (act: keyof typeof acts, read: RegExp) =>
    github.host.log.slice(acts[act]).some(({ path }) => read.test(path))
  return {
    hosts: { github: github.host },
    secrets: [token],
    subjects: [`#${pull.number}`, '.github/proofs.yml', '.github/labeler.yml', judged],
    others: {
      ...pushes(repository, pull),
      'a label that asks for a proof': async () => {
        acts.labelled = github.host.log.length
        pull.addLabels(['change:headers'])
      },
      ...(approval !== undefined && {
        'a dismissed approval': async () => {
          acts.dismissed = github.host.log.length
          pull.dismissReview(approval)
        },
      }),
    },
    run: (changes) => runGate(github, trigger, token, changes),
    async missing() {
      const labelled = labels.length > 0 || seen('labelled', /\/(?:issues|pulls)\/\d+(?:\/labels)?$/)
      const waived = approval !== undefined && !seen('dismissed', /\/reviews$/)
      if (waived && !labelled) return undefined
      return lackOfProof(repository.folder, await repository.resolve('main'), judged, labelled)
    },
    close: () => github.close(),
  }
}

async function openOnGitea(files: Files, labels: readonly string[] = []): Promise<World> {
  const gitea = await startGitea({ now: fixedClock })
  const repository = await gitea.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: begin })
  for (const name of ['change:routes', 'change:headers']) repository.addLabel({ name })
  const pull = await repository.openPullRequest({ files, labels })
  const token = gitea.token({ permissions })
  const trigger = await repository.trigger.pullRequestTarget(pull.number, 'synchronized')
  const judged = await pull.headSha()
  return {
    hosts: { gitea: gitea.host },
    secrets: [token],
    subjects: [`#${pull.number}`, '.github/proofs.yml', '.github/labeler.yml', judged],
    others: pushes(repository, pull),
    run: (changes) => runGate(gitea, trigger, token, changes),
    missing: async () =>
      lackOfProof(repository.folder, await repository.resolve('main'), judged, labels.length > 0),
    close: () => gitea.close(),
  }
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'passes a change with its proof',
    deserves: 'pass',
    open: () => openOnGitHub({ files: { ...routes, ...proof } }),
  },
  {
    name: 'blocks a change with a copy of an old proof',
    deserves: 'fail',
    open: () => openOnGitHub({ files: { ...routes, ...copy } }),
  },
  {
    name: 'passes a change with its proof on Gitea',
    deserves: 'pass',
    open: () => openOnGitea({ ...routes, ...proof }),
  },
  {
    name: 'blocks a change without a proof on Gitea',
    deserves: 'fail',
    open: () => openOnGitea(routes),
  },
  {
    name: 'passes a change that an approval waives',
    deserves: 'pass',
    open: () => openOnGitHub({ files: routes, on: waivers, approvedBy: 'bob' }),
  },
  {
    name: 'blocks a change that somebody without the right approved',
    deserves: 'fail',
    open: () => openOnGitHub({ files: routes, on: waivers, approvedBy: 'mallory' }),
  },
  {
    name: 'passes a change that requires nothing',
    deserves: 'pass',
    open: () => openOnGitHub({ files: { 'README.md': '# Shop 2\n' } }),
  },
  {
    name: 'blocks a label without a proof',
    deserves: 'fail',
    open: () => openOnGitHub({ files: { 'README.md': '# Shop 2\n' }, labels: ['change:headers'] }),
  },
  {
    name: 'blocks a label without a proof on Gitea',
    deserves: 'fail',
    open: () => openOnGitea({ 'README.md': '# Shop 2\n' }, ['change:headers']),
  },
  {
    name: 'blocks an edit that a rebase lands, and that the branch has taken back',
    deserves: 'fail',
    open: () =>
      openOnGitHub({
        files: { ...routes, 'a.txt': 'x' },
        later: { 'api/wrangler.toml': begin['api/wrangler.toml'] ?? null, 'b.txt': 'x' },
      }),
  },
  {
    name: 'blocks an entry of the merge queue',
    deserves: 'fail',
    open: () => openOnGitHub({ files: routes, queued: true }),
  },
]
