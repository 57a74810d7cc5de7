import { posix } from 'node:path'
import { endpoint, problem } from '../endpoint.ts'

/** `[api] DEFAULT_MAX_BLOB_SIZE`. */
const mostInline = 10 * 1024 * 1024

export const contentEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/contents/:path*', ['contents'], async (call) => {
    const { state, repository, request } = call
    const { store, defaultBranch } = repository
    const ref = request.query.get('ref') || defaultBranch
    const named = await referent(repository.store, ref)
    const entry = named && (await store.entryAt(named.commit, request.params.path))
    if (!named || !entry)
      throw problem(404, 'not found', [`object does not exist [id: , rel_path: ${request.params.path}]`])
    const present = async ({ path, sha, type, mode, size = 0 }: typeof entry, whole: boolean) => ({
      name: posix.basename(path),
      path,
      sha,
      size,
      type:
        type === 'tree' ? 'dir' : type === 'commit' ? 'submodule' : mode === '120000' ? 'symlink' : 'file',
      ...(whole && type === 'blob' && mode !== '120000' && (await inline(store, sha, size))),
      // A link is not followed; its target is returned.
      target: whole && mode === '120000' ? (await store.contents(sha))?.content.toString() : null,
      url: `${state.url}/api/v1/repos/${repository.fullName}/contents/${encodeURI(path)}?ref=${ref}`,
      html_url: `${state.url}/${repository.fullName}/src/${named.kind}/${named.name}/${encodeURI(path)}`,
    })
    if (entry.type !== 'tree') return { status: 200, body: await present(entry, true) }
    const children = await store.listTree(entry.sha, false)
    const below = children.map((child) =>
      present({ ...child, path: posix.join(request.params.path, child.path) }, false),
    )
    return { status: 200, body: await Promise.all(below) }
  }),
]

type Store = Parameters<Parameters<typeof endpoint>[3]>[0]['repository']['store']

/** Returns what a short name refers to: a branch before a commit, so a branch named like a commit hides it. */
async function referent(store: Store, ref: string) {
  const branch = await store.info(`refs/heads/${ref}`)
  if (branch) return { kind: 'branch', name: ref, commit: branch.sha }
  const found = await store.resolve(ref.replace(/^refs\//, ''))
  if (found === undefined) return undefined
  return ref === found
    ? { kind: 'commit', name: ref, commit: found }
    : { kind: 'branch', name: ref.replace(/^refs\/heads\//, ''), commit: found }
}

async function inline(store: Store, sha: string, size: number) {
  if (size > mostInline) return { encoding: null, content: null }
  return { encoding: 'base64', content: (await store.contents(sha))?.content.toString('base64') ?? '' }
}
