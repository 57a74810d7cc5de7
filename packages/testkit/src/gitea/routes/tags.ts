import { bodyOf, type Call, endpoint, paged, problem, requireWrite } from '../endpoint.ts'

export const tagEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/tags', ['contents'], async (call) => {
    const refs = await call.repository.store.listRefs('refs/tags/')
    const tags = await Promise.all(refs.map(({ ref }) => tagOf(call, ref.slice('refs/tags/'.length))))
    return paged(
      call,
      tags.filter((tag) => tag !== undefined),
      (tag) => tag,
    )
  }),

  endpoint('POST', '/repos/:owner/:repo/tags', ['contents'], async (call) => {
    requireWrite(call, ['contents'], 'user should have a permission to write to a repo')
    const { state, repository } = call
    const { tag_name: name, target, message } = bodyOf(call)
    const ref = `refs/tags/${name}`
    const commit = await repository.store.resolve(String(target ?? repository.defaultBranch))
    if (commit === undefined) throw problem(404, 'target not found')
    if (await repository.store.info(ref)) throw problem(409, `tag already exists [name: ${name}]`)
    if (repository.releases.behaviour.protectedTags.has(String(name)))
      throw problem(422, 'user not allowed to create protected tag')
    const object = message
      ? await repository.store.annotate({
          object: commit,
          name: String(name),
          date: state.now(),
          message: String(message),
        })
      : commit
    await repository.store.setRef(ref, object)
    return { status: 201, body: await tagOf(call, String(name)) }
  }),
]

/** Returns the JSON of a tag; undefined if it leads to something other than a commit. */
async function tagOf({ state, repository }: Call<never>, name: string) {
  const { store, fullName } = repository
  const [object, commit] = await Promise.all([
    store.info(`refs/tags/${name}`),
    store.info(`refs/tags/${name}^{commit}`),
  ])
  if (!object || !commit) return undefined
  const url = `${state.url}/api/v1/repos/${fullName}/git/commits/${commit.sha}`
  return { name, message: '', id: object.sha, commit: { sha: commit.sha, url } }
}
