import { createTransport, startDeadline } from '@suite/http'
import { type Gitea, type GiteaOptions, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { connectGitea } from '../src/gitea/connect.ts'
import type { Forge } from '../src/ports/forge.ts'

/** A Gitea on loopback with one repository, and the ways to reach it. */
export interface World {
  readonly gitea: Gitea
  readonly repository: GiteaRepository
  connect(options?: { readonly total?: number; readonly token?: string }): Forge
  close(): Promise<void>
}

const everything = { contents: 'write', issues: 'write', 'pull-requests': 'write' } as const

export async function startWorld(options: GiteaOptions = {}): Promise<World> {
  const gitea = await startGitea(options)
  const repository = await gitea.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: { 'README.md': '# Shop\n' } })
  const transports: { close(): void }[] = []
  return {
    gitea,
    repository,
    connect({ total = 60_000, token = gitea.token({ permissions: everything }) } = {}) {
      const transport = createTransport({
        deadline: startDeadline(total),
        userAgent: 'suite-test/1',
        environment: {},
        redact: (text) => text,
      })
      transports.push(transport)
      const place = { owner: 'acme', name: 'shop' }
      return connectGitea({ apiUrl: gitea.forge.apiUrl, token, repository: place, transport })
    },
    async close() {
      for (const transport of transports) transport.close()
      await gitea.close()
    },
  }
}
