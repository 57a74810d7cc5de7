import { type BundleRun, bundleScene } from '@suite/testkit/bundle'
import { type LogEntry, node20, type Trigger } from '@suite/testkit/core'
import { type GiteaRepository, startGitea } from '@suite/testkit/gitea'

export interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly token?: string
  /** The Node to run on; by default Node 20 of the host, because Gitea's runner starts any `node` that it finds. */
  readonly node?: string
}

/** A Gitea for the tests of one file; each test opens its own repository. */
export function setScene() {
  const scene = bundleScene({
    action: 'label-by-path',
    open: () => startGitea(),
    close: (gitea) => gitea.close(),
    log: (gitea) => gitea.host.log,
    tidy: (gitea) => gitea.host.clearFaults(),
  })
  let shops = 0
  const permissions = { contents: 'read', 'pull-requests': 'write' } as const
  return {
    gitea: scene.world,
    async openRepository(rules: string, labels: readonly string[] = []): Promise<GiteaRepository> {
      shops += 1
      const repository = await scene.world().createRepository(`acme/shop-${shops}`)
      await repository.commit({ branch: 'main', files: { '.github/labeler.yml': rules, 'README.md': '#' } })
      for (const name of labels) repository.addLabel({ name })
      return repository
    },
    run(
      on: Trigger,
      { inputs = {}, token = scene.world().token({ permissions }), node = node20 }: RunOptions = {},
    ): Promise<BundleRun> {
      const isOurs = ({ path }: LogEntry) =>
        path.includes(`/repos/${on.repository}/`) || !path.includes('/repos/')
      return scene.run({ ...on, inputs, token, forge: scene.world().forge, node, isOurs })
    },
  }
}
