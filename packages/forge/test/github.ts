import { createTransport, startDeadline } from '@suite/http'
import { type GitHub, type Repository, startGitHub, type TokenOptions } from '@suite/testkit/github'
import { connectGitHub } from '../src/github/connect.ts'
import { connectGitHubReleases } from '../src/github/releases.ts'
import type { Forge } from '../src/ports/forge.ts'
import type { Releases } from '../src/ports/releases.ts'

/** A GitHub on loopback with one repository, and the ways to reach it. */
export interface World {
  readonly github: GitHub
  readonly repository: Repository
  /** The ports, with `total` milliseconds for all that they do; by default with a token that may do all. */
  connect(options?: ConnectOptions): Forge
  /** The releases, in the same way. */
  releases(options?: Omit<ConnectOptions, 'wait'>): Releases
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly total?: number
  readonly token?: string
  /** In place of the clock. */
  readonly wait?: (milliseconds: number) => Promise<void>
  readonly apiUrl?: string
  readonly repository?: { readonly owner: string; readonly name: string }
}

const everything = {
  contents: 'write',
  issues: 'write',
  members: 'read',
  'pull-requests': 'write',
} as const

export async function startWorld(): Promise<World> {
  const github = await startGitHub()
  const repository = await github.createRepository('acme/shop')
  const transports: { close(): void }[] = []
  const accessOf = ({
    total = 60_000,
    token = tokenFor(github),
    apiUrl = github.url,
    repository = { owner: 'acme', name: 'shop' },
  }: ConnectOptions) => {
    const transport = createTransport({
      deadline: startDeadline(total),
      userAgent: 'suite-test/1',
      environment: {},
      redact: (text) => text,
    })
    transports.push(transport)
    return { apiUrl, token, repository, transport }
  }
  return {
    github,
    repository,
    connect: (options = {}) => connectGitHub(accessOf(options), options.wait),
    releases: (options = {}) => connectGitHubReleases(accessOf(options)),
    async close() {
      for (const transport of transports) transport.close()
      await github.close()
    },
  }
}

export function tokenFor(github: GitHub, options: Partial<TokenOptions> = {}): string {
  return github.token({ permissions: everything, ...options })
}
