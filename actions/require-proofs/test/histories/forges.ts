import type { BundleRun } from '@suite/testkit/bundle'
import { bundleScene } from '@suite/testkit/bundle'
import type { RunActionOptions, Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { type Clone, openClone } from './clone.ts'
import { firstFiles } from './files.ts'

/**
 * Where a pull request is judged: on GitHub as it is by default; on GitHub in a large repository, without rebase
 * merging; on Gitea.
 */
export const places = ['github', 'github-large', 'gitea'] as const
export type Place = (typeof places)[number]

/** A repository of a forge, with real git. */
interface Site {
  readonly clone: Clone
  readonly mayBeRebased: boolean
  /** Opens a pull request of two branches, and returns its number. */
  open(base: string, head: string): Promise<number>
  /** Returns the event of a pull request. */
  event(number: number): Promise<Trigger>
  queueEntry?(number: number, entry: { readonly before: string; readonly after: string }): Promise<Trigger>
  judge(on: Trigger): Promise<BundleRun>
}

const permissions = { contents: 'read', 'pull-requests': 'read' } as const
const begin = Object.fromEntries(
  [...firstFiles].filter(([path]) => path.startsWith('.github/')).map(([path, { text }]) => [path, text]),
)

async function openAll() {
  const [github, gitea] = await Promise.all([startGitHub(), startGitea()])
  const [small, large, other] = await Promise.all([
    github.createRepository('acme/small'),
    github.createRepository('acme/large', { kilobytes: 50_000, allowRebaseMerge: false }),
    gitea.createRepository('acme/shop'),
  ])
  await Promise.all([small, large, other].map((each) => each.commit({ branch: 'main', files: begin })))
  return { github, gitea, small, large, other }
}

/** Returns the repositories of the tests of one file, by place; the bundle judges as it ships. */
export function setForges(): () => Readonly<Record<Place, Site>> {
  const scene = bundleScene({
    action: 'require-proofs',
    open: openAll,
    close: ({ github, gitea }) => Promise.all([github.close(), gitea.close()]),
  })
  const judgeAt = (forge: RunActionOptions['forge'], token: string) => (on: Trigger) =>
    scene.run({ ...on, forge, token })
  return () => {
    const { github, gitea, small, large, other } = scene.world()
    const ofGitHub = (repository: typeof small, mayBeRebased: boolean): Site => ({
      clone: openClone(repository.folder),
      mayBeRebased,
      open: async (base, head) => (await repository.openPullRequest({ base, head })).number,
      event: (number) => repository.trigger.pullRequestTarget(number, { action: 'synchronize' }),
      queueEntry: (number, entry) => repository.trigger.queueEntry(number, entry),
      judge: judgeAt(github.forge, github.token({ permissions })),
    })
    return {
      github: ofGitHub(small, true),
      'github-large': ofGitHub(large, false),
      gitea: {
        clone: openClone(other.folder),
        mayBeRebased: true,
        open: async (base, head) => (await other.openPullRequest({ base, head })).number,
        event: (number) => other.trigger.pullRequestTarget(number, 'synchronized'),
        judge: judgeAt(gitea.forge, gitea.token({ permissions })),
      },
    }
  }
}
