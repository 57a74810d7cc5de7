import { posix } from 'node:path'
import type { Answer } from '../../core/answer.ts'
import type { TreeEntry } from '../../git/format.ts'
import { type Call, endpoint } from '../endpoint.ts'
import { notFound, problem } from '../problems.ts'

const docs = 'repos/contents'
// https://docs.github.com/rest/repos/contents#get-repository-content
const mostInline = 1024 * 1024
const mostRaw = 100 * 1024 * 1024
const mostEntries = 1000

export const contentEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/contents', { docs, needs: ['contents:read'] }, (call) =>
    contents(call, ''),
  ),
  endpoint('GET', '/repos/:owner/:repo/contents/:path*', { docs, needs: ['contents:read'] }, (call) =>
    contents(call, call.request.params.path.replace(/\/$/, '')),
  ),
]

async function contents(call: Call<never>, path: string): Promise<Answer> {
  const { store, defaultBranch } = call.repository
  const ref = call.request.query.get('ref') || defaultBranch
  const commit = await store.resolve(ref.replace(/^refs\//, ''))
  if (!commit) throw problem(404, `No commit found for the ref ${ref}`, docs)
  const entry = await store.entryAt(commit, path)
  if (!entry) throw notFound(docs)
  if (entry.type === 'tree') return directory(call, commit, ref, path, entry)
  if (entry.type === 'commit')
    return { status: 200, body: { ...common(call, ref, entry), type: 'submodule', submodule_git_url: null } }
  if (entry.mode !== '120000') return file(call, ref, entry)
  return symlink(call, commit, ref, entry)
}

async function file(call: Call<never>, ref: string, entry: TreeEntry): Promise<Answer> {
  const size = entry.size ?? 0
  if (size > mostRaw)
    throw problem(
      403,
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.',
      docs,
      [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    )
  const blob = await call.repository.store.contents(entry.sha)
  const bytes = blob?.content ?? Buffer.alloc(0)
  if (/\.raw\b/.test(call.request.headers.accept ?? ''))
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' },
      body: bytes,
    }
  const inline = size <= mostInline
  return {
    status: 200,
    body: {
      ...common(call, ref, entry),
      type: 'file',
      size,
      content: inline ? toBase64Lines(bytes) : '',
      encoding: inline ? 'base64' : 'none',
    },
  }
}

// GitHub follows a link to a file in the repository and returns the bytes of that file.
async function symlink(call: Call<never>, commit: string, ref: string, entry: TreeEntry): Promise<Answer> {
  const { store } = call.repository
  const link = await store.contents(entry.sha)
  const target = link?.content.toString() ?? ''
  const path = posix.join(posix.dirname(entry.path), target)
  const inside = !target.startsWith('/') && !path.startsWith('..')
  const pointed = inside ? await store.entryAt(commit, path) : undefined
  if (pointed?.type === 'blob' && pointed.mode !== '120000')
    return file(call, ref, { ...pointed, path: entry.path })
  return { status: 200, body: { ...common(call, ref, entry), type: 'symlink', size: entry.size, target } }
}

async function directory(
  call: Call<never>,
  commit: string,
  ref: string,
  path: string,
  entry: TreeEntry,
): Promise<Answer> {
  const entries = await call.repository.store.listTree(entry.sha, false)
  const body = entries.slice(0, mostEntries).map((child) => ({
    ...common(call, ref, { ...child, path: path === '' ? child.path : `${path}/${child.path}` }),
    // The API calls submodules files, for the sake of old clients.
    type: child.type === 'tree' ? 'dir' : child.mode === '120000' ? 'symlink' : 'file',
  }))
  return { status: 200, headers: { etag: `"${commit}"` }, body }
}

function common({ state, repository }: Call<never>, ref: string, { path, sha, size = 0, type }: TreeEntry) {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const here = `${state.url}/repos/${repository.fullName}`
  const kind = type === 'tree' ? 'tree' : 'blob'
  return {
    name: posix.basename(path),
    path,
    sha,
    size,
    url: `${here}/contents/${encoded}?ref=${encodeURIComponent(ref)}`,
    git_url: `${here}/git/${kind}s/${sha}`,
    html_url: `${state.url}/${repository.fullName}/${kind}/${ref}/${encoded}`,
    download_url: type === 'blob' ? `${state.url}/${repository.fullName}/raw/${ref}/${encoded}` : null,
  }
}

const toBase64Lines = (bytes: Buffer) => bytes.toString('base64').replace(/.{60}/g, '$&\n')
