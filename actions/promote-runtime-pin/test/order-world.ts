import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { pushImage, startRegistry } from '@suite/testkit/oci-registry'
import { fixedClock } from '@suite/testkit/sweep'

const password = 'registry-password-canary-4711'
const repositoryName = 'acme/runtime'

/**
 * Images of three commits of one branch, in a registry, and the forge that knows the commits. On GitHub the registry
 * asks for a token and has its blobs on another host, as that of GitHub does; on Gitea anyone may read.
 */
export async function openImages(kind: 'github' | 'gitea') {
  const [forge, registry] = await Promise.all([
    kind === 'gitea' ? startGitea({ now: fixedClock }) : startGitHub({ now: fixedClock }),
    kind === 'gitea'
      ? startRegistry()
      : startRegistry({ access: 'github', users: { bot: password }, separateStorage: true }),
  ])
  const repository = await forge.createRepository(repositoryName)
  const commits = [
    await repository.commit({ branch: 'main', files: { a: '1' } }),
    await repository.commit({ branch: 'main', files: { a: '2' } }),
    await repository.commit({ branch: 'main', files: { a: '3' } }),
  ]
  const target = { url: registry.url, repository: repositoryName, username: 'bot', password }
  const digests = await Promise.all(
    commits.map(async (commit) => {
      const labels = { 'org.opencontainers.image.revision': commit }
      return (await pushImage(target, { content: commit, labels })).digest
    }),
  )
  const [first = '', second = '', third = ''] = digests
  const token = forge.token({ permissions: { contents: 'read' } })
  return {
    /** Digests of the images, the oldest first. */
    images: { first, second, third },
    hosts: {
      [kind]: forge.host,
      registry: registry.host,
      ...(kind === 'github' && { storage: registry.storageHost }),
    },
    secrets: [password, token],
    granted: registry.secrets,
    commits,
    /** What the action is started with. */
    options: { ...(await repository.trigger.workflowDispatch({})), token, forge: forge.forge },
    inputs: {
      image: `${registry.address}/${repositoryName}`,
      ...(kind === 'github' && { 'registry-username': 'bot', 'registry-password': password }),
    },
    close: () => Promise.all([forge.close(), registry.close()]),
  }
}
