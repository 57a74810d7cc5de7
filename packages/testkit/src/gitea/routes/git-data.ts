import { endpoint, notFound, problem } from '../endpoint.ts'

const read = ['contents']

export const gitDataEndpoints = [
  // The only list that accepts `per_page`, with a maximum of its own.
  endpoint('GET', '/repos/:owner/:repo/git/trees/:sha', read, async ({ state, repository, request }) => {
    const { store } = repository
    const tree = await store.info(`${request.params.sha}^{tree}`)
    if (!tree) throw problem(400, `sha not found [${request.params.sha}]`)
    const recursive = ['1', 'true'].includes(request.query.get('recursive') ?? '')
    const entries = await store.listTree(tree.sha, recursive)
    const page = Math.max(1, Number(request.query.get('page') ?? 1))
    const asked = Number(request.query.get('per_page') ?? 0)
    const size = asked > 0 && asked < state.treesPerPage ? asked : state.treesPerPage
    const shown = entries.slice((page - 1) * size, page * size)
    return {
      status: 200,
      body: {
        sha: tree.sha,
        url: `${state.url}/api/v1/repos/${repository.fullName}/git/trees/${tree.sha}`,
        tree:
          shown.length === 0
            ? null
            : shown.map(({ path, mode, type, sha, size: bytes = 0 }) => ({
                path,
                mode,
                type,
                size: bytes,
                sha,
                url: '',
              })),
        truncated: page * size < entries.length,
        page,
        total_count: entries.length,
      },
    }
  }),

  endpoint('GET', '/repos/:owner/:repo/git/blobs/:sha', read, async ({ repository, request }) => {
    const blob = await repository.store.contents(request.params.sha)
    if (blob?.type !== 'blob') throw problem(400, `object does not exist [id: ${request.params.sha}]`)
    const content = blob.content.toString('base64')
    return { status: 200, body: { content, encoding: 'base64', url: '', sha: blob.sha, size: blob.size } }
  }),

  // An annotated tag is followed to its commit, through any number of tags.
  endpoint('GET', '/repos/:owner/:repo/git/commits/:sha', read, async ({ state, repository, request }) => {
    const commit = await repository.store.info(`${request.params.sha}^{commit}`)
    if (!commit) throw notFound()
    const url = `${state.url}/api/v1/repos/${repository.fullName}/git/commits/${commit.sha}`
    return { status: 200, body: { url, sha: commit.sha, parents: [], files: null } }
  }),

  // All refs with this prefix, as a list even if there is only one.
  endpoint('GET', '/repos/:owner/:repo/git/refs/:ref*', read, async ({ repository, request }) => {
    const ref = `refs/${request.params.ref}`
    const object = await repository.store.info(ref)
    if (!object) throw notFound()
    return { status: 200, body: [{ ref, url: '', object: { type: object.type, sha: object.sha, url: '' } }] }
  }),

  // Without a merge base and without pages.
  endpoint('GET', '/repos/:owner/:repo/compare/:basehead*', read, async ({ repository, request }) => {
    const { store } = repository
    const [base, head] = await Promise.all(
      request.params.basehead.split('...').map((name) => store.resolve(name)),
    )
    const from = base && head && (await store.mergeBase(base, head))
    if (!from || !head) throw notFound()
    const shas = await store.commitsBetween(from, head)
    const commits = await Promise.all(
      shas.map(async (sha) => {
        const parents = (await store.readCommit(sha))?.parents ?? []
        return { sha, parents: parents.map((parent) => ({ sha: parent, url: '' })), files: [] }
      }),
    )
    return { status: 200, body: { total_commits: commits.length, commits } }
  }),
]
