import { bodyOf, endpoint, paged } from '../endpoint.ts'
import { notFound, problem } from '../problems.ts'
import { blocked, requireTarget } from '../release-rules.ts'

const write = (page: string) => ({ docs: `git/${page}`, needs: ['contents:write'] }) as const

export const tagEndpoints = [
  endpoint(
    'GET',
    '/repos/:owner/:repo/tags',
    { docs: 'repos/repos', needs: ['contents:read'] },
    async (call) => {
      const { state, repository } = call
      const refs = await repository.store.listRefs('refs/tags/')
      const tags = await Promise.all(
        refs.map(async ({ ref }) => ({
          name: ref.slice('refs/tags/'.length),
          commit: await repository.store.info(`${ref}^{commit}`),
        })),
      )
      const url = `${state.url}/repos/${repository.fullName}/commits`
      const ofCommits = tags.flatMap(({ name, commit }) => (commit ? [{ name, sha: commit.sha }] : []))
      return paged(call, ofCommits, ({ name, sha }) => ({ name, commit: { sha, url: `${url}/${sha}` } }))
    },
  ),

  endpoint('POST', '/repos/:owner/:repo/git/tags', write('tags'), async (call) => {
    const { state, repository } = call
    const { tag, message, object } = bodyOf(call)
    const found = await repository.store.info(String(object))
    if (!found) throw problem(422, 'Could not verify object', call.docs)
    const sha = await repository.store.annotate({
      object: found.sha,
      name: String(tag),
      date: state.now(),
      message: String(message),
    })
    return { status: 201, body: { tag, sha, message, object: { sha: found.sha, type: found.type } } }
  }),

  endpoint('POST', '/repos/:owner/:repo/git/refs', write('refs'), async (call) => {
    const { repository, token } = call
    const { ref, sha } = bodyOf(call)
    const object = await repository.store.info(String(sha))
    if (!object) throw problem(422, 'Object does not exist', call.docs)
    if (await repository.store.info(String(ref))) throw problem(422, 'Reference already exists', call.docs)
    const tag = /^refs\/tags\/(.+)$/.exec(String(ref))?.[1]
    const { behaviour } = repository.releases
    if (tag !== undefined) {
      if (behaviour.burntTags.has(tag))
        throw problem(422, 'tag_name was used by an immutable release', call.docs)
      if (behaviour.blocksTags) throw problem(422, blocked, call.docs)
      const commit = await repository.store.info(`${object.sha}^{commit}`)
      if (!commit) throw notFound(call.docs)
      await requireTarget(repository, { tag, target: commit.sha }, token)
    }
    await repository.store.setRef(String(ref), object.sha)
    return { status: 201, body: { ref, object: { sha: object.sha, type: object.type } } }
  }),
]
