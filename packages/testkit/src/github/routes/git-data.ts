import { endpoint, paged } from '../endpoint.ts'
import { gitCommitJson } from '../present-commit.ts'
import { notFound, problem } from '../problems.ts'

const read = (page: string) => ({ docs: `git/${page}`, needs: ['contents:read'] }) as const

export const gitDataEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/git/trees/:sha', read('trees'), async (call) => {
    const { state, repository, request } = call
    const name = request.params.sha
    const commit = await repository.store.resolve(name)
    const tree = await repository.store.info(`${commit ?? name}^{tree}`)
    if (!tree) throw notFound(call.docs)
    const entries = await repository.store.listTree(tree.sha, request.query.has('recursive'))
    const here = `${state.url}/repos/${repository.fullName}/git`
    return {
      status: 200,
      body: {
        // GitHub names the commit that it found, not the tree that is shown.
        sha: commit ?? tree.sha,
        url: `${here}/trees/${commit ?? tree.sha}`,
        tree: entries.slice(0, state.treeLimit).map((entry) => ({
          path: entry.path,
          mode: entry.mode,
          type: entry.type,
          sha: entry.sha,
          ...(entry.size !== undefined && { size: entry.size }),
          ...(entry.type !== 'commit' && { url: `${here}/${entry.type}s/${entry.sha}` }),
        })),
        truncated: entries.length > state.treeLimit,
      },
    }
  }),

  endpoint('GET', '/repos/:owner/:repo/git/blobs/:sha', read('blobs'), async (call) => {
    const blob = await call.repository.store.contents(call.request.params.sha)
    if (blob?.type !== 'blob') throw notFound(call.docs)
    if (/\.raw\b/.test(call.request.headers.accept ?? '')) return { status: 200, body: blob.content }
    const url = `${call.state.url}/repos/${call.repository.fullName}/git/blobs/${blob.sha}`
    const content = blob.content.toString('base64')
    return { status: 200, body: { sha: blob.sha, url, size: blob.size, content, encoding: 'base64' } }
  }),

  endpoint('GET', '/repos/:owner/:repo/git/commits/:sha', read('commits'), async (call) => {
    const commit = await call.repository.store.readCommit(call.request.params.sha)
    if (!commit) throw notFound(call.docs)
    return { status: 200, body: gitCommitJson(call.state, call.repository, commit) }
  }),

  endpoint('GET', '/repos/:owner/:repo/git/tags/:sha', read('tags'), async (call) => {
    const { state, repository, request } = call
    const tag = await repository.store.contents(request.params.sha)
    if (tag?.type !== 'tag') throw notFound(call.docs)
    const here = `${state.url}/repos/${repository.fullName}/git`
    const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(tag.content.toString())?.[1] ?? ''
    const [sha, type] = [field('object'), field('type')]
    return {
      status: 200,
      body: {
        tag: field('tag'),
        sha: tag.sha,
        url: `${here}/tags/${tag.sha}`,
        object: { sha, type, url: `${here}/${type}s/${sha}` },
      },
    }
  }),

  endpoint('GET', '/repos/:owner/:repo/git/matching-refs/:ref*', read('refs'), async (call) => {
    const refs = await call.repository.store.listRefs(`refs/${call.request.params.ref}`)
    return paged(call, refs, ({ ref, sha, type }) => ({ ref, object: { sha, type } }))
  }),

  endpoint('GET', '/repos/:owner/:repo/git/ref/:ref*', read('refs'), async (call) => {
    const ref = `refs/${call.request.params.ref}`
    const object = await call.repository.store.info(ref)
    if (!object) throw problem(404, 'Not Found', call.docs)
    const here = `${call.state.url}/repos/${call.repository.fullName}/git`
    return {
      status: 200,
      body: {
        ref,
        url: `${here}/${ref}`,
        object: { sha: object.sha, type: object.type, url: `${here}/${object.type}s/${object.sha}` },
      },
    }
  }),
]
