import type { Connection } from './connect.ts'
import { connectGiteaReleases } from './gitea/releases.ts'
import { connectGitHubReleases } from './github/releases.ts'
import type { Releases } from './ports/releases.ts'

/**
 * Returns the releases of the forge that this run belongs to, without a request. They are apart from `connectForge`, so
 * that an action without releases carries neither their code nor their reasons.
 */
export function connectReleases({ environment, transport }: Connection, token: string): Releases {
  const { forge, apiUrl, repository } = environment
  const connect = forge === 'gitea' ? connectGiteaReleases : connectGitHubReleases
  return connect({ apiUrl, token, repository, transport })
}
