import { fileURLToPath } from 'node:url'
import { type LogEntry, node20, type RunResult, runAction, type Trigger } from '@suite/testkit/core'
import { type Gitea, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { afterAll, afterEach, beforeAll } from 'vitest'

/** The action as it ships. */
const bundle = fileURLToPath(new URL('../../../dist/label-by-path', import.meta.url))

/** One run of the bundle, and the requests that it sent. */
export interface Run extends RunResult {
  readonly log: readonly LogEntry[]
}

export interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly token?: string
}

/** A Gitea for the tests of one file; each test opens a repository of its own. */
export function setScene() {
  let gitea: Gitea
  let shops = 0
  beforeAll(async () => {
    gitea = await startGitea()
  })
  afterEach(() => gitea.host.clearFaults())
  afterAll(() => gitea.close())
  const permissions = { contents: 'read', 'pull-requests': 'write' } as const
  return {
    gitea: () => gitea,
    async shop(rules: string, labels: readonly string[] = []): Promise<GiteaRepository> {
      shops += 1
      const repository = await gitea.createRepository(`acme/shop-${shops}`)
      await repository.commit({ branch: 'main', files: { '.github/labeler.yml': rules, 'README.md': '#' } })
      for (const name of labels) repository.addLabel({ name })
      return repository
    },
    /** Runs on the Node 20 of the host, as Gitea's runner starts whatever `node` it finds. */
    async run(
      on: Trigger,
      { inputs = {}, token = gitea.token({ permissions }) }: RunOptions = {},
    ): Promise<Run> {
      const from = gitea.host.log.length
      const ran = await runAction({ ...on, bundle, inputs, token, forge: gitea.forge, node: node20 })
      const ours = (path: string) => path.includes(`/repos/${on.repository}/`) || !path.includes('/repos/')
      return { ...ran, log: gitea.host.log.slice(from).filter(({ path }) => ours(path)) }
    },
  }
}
