import { createTransport, startDeadline } from '@suite/http'
import { type Gitea, type GiteaOptions, type GiteaRepository, startGitea } from '@suite/testkit/gitea'
import { connectGitea } from '../src/gitea/connect.ts'
import { connectGiteaReleases } from '../src/gitea/releases.ts'
import type { Forge } from '../src/ports/forge.ts'
import type { Releases } from '../src/ports/releases.ts'

/** A Gitea on loopback with one repository, and the ways to reach it. */
export interface World {
  readonly gitea: Gitea
  readonly repository: GiteaRepository
  connect(options?: ConnectOptions): Forge
  /** The releases, in the same way. */
  releases(options?: ConnectOptions): Releases
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly total?: number
  readonly token?: string
}

const everything = {
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  releases: 'write',
} as const

export async function startWorld(options: GiteaOptions = {}): Promise<World> {
  const gitea = await startGitea(options)
  const repository = await gitea.createRepository('acme/shop')
  await repository.commit({ branch: 'main', files: { 'README.md': '# Shop\n' } })
  const transports: { close(): void }[] = []
  const accessOf = ({ total = 60_000, token = gitea.token({ permissions: everything }) }: ConnectOptions) => {
    const transport = createTransport({
      deadline: startDeadline(total),
      userAgent: 'suite-test/1',
      environment: {},
      redact: (text) => text,
    })
    transports.push(transport)
    const place = { owner: 'acme', name: 'shop' }
    return { apiUrl: gitea.forge.apiUrl, token, repository: place, transport }
  }
  return {
    gitea,
    repository,
    connect: (options = {}) => connectGitea(accessOf(options)),
    releases: (options = {}) => connectGiteaReleases(accessOf(options)),
    async close() {
      for (const transport of transports) transport.close()
      await gitea.close()
    },
  }
}
