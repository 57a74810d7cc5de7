import type { CommitObject } from '../../git/format.ts'
import { type Call, endpoint, linkHeader, paged, pageOf } from '../endpoint.ts'
import { fileJson, pullJson } from '../present.ts'
import { commitJson } from '../present-commit.ts'
import { notFound, problem } from '../problems.ts'
import { forkRef, positionOf } from '../state.ts'

const read = { docs: 'commits/commits', needs: ['contents:read'] } as const
// https://docs.github.com/rest/commits/commits#compare-two-commits
const mostCompared = 300
const mostOfCommit = 3000

export const commitEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/commits/:ref', read, async (call) => {
    const { state, repository, request } = call
    const sha = await repository.store.resolve(request.params.ref)
    if (!sha) throw problem(422, `No commit found for SHA: ${request.params.ref}`, call.docs)
    if (/\.sha\b/.test(request.headers.accept ?? '')) return { status: 200, body: sha }
    const commit = await commitOf(call, sha)
    const files = await repository.store.diff(commit.parents[0] ?? null, sha)
    const shown = files.slice(0, mostOfCommit)
    const at = pageOf(call, mostCompared, mostCompared)
    const page = paged(call, shown, (file) => fileJson(state, repository, file, sha), at)
    const [additions, deletions] = (['additions', 'deletions'] as const).map((what) =>
      files.reduce((total, file) => total + file[what], 0),
    )
    const stats = { additions, deletions, total: (additions ?? 0) + (deletions ?? 0) }
    return { ...page, body: { ...commitJson(state, repository, commit), stats, files: page.body } }
  }),

  endpoint('GET', '/repos/:owner/:repo/compare/:basehead*', read, async (call) => {
    const { state, repository, request } = call
    const { store } = repository
    const [base, head] = await Promise.all(
      request.params.basehead.split('...').map((name) => resolveAcross(call, name)),
    )
    const ancestor = base && head && (await store.mergeBase(base, head))
    if (!base || !head) throw notFound(call.docs)
    if (!ancestor) throw problem(404, `No common ancestor between ${base} and ${head}.`, call.docs)
    const [ahead, behind, files] = await Promise.all([
      store.commitsBetween(base, head),
      store.commitsBetween(head, base),
      store.diff(ancestor, head),
    ])
    const at = pageOf(call, 250, 250)
    const oldestFirst = [...ahead].reverse()
    const shown = oldestFirst.slice((at.page - 1) * at.size, at.page * at.size)
    const [baseCommit, ancestorCommit, ...commits] = await Promise.all(
      [base, ancestor, ...shown].map(async (sha) => commitJson(state, repository, await commitOf(call, sha))),
    )
    return {
      status: 200,
      headers: linkHeader(call, ahead.length, at),
      body: {
        url: state.url + request.path,
        base_commit: baseCommit,
        merge_base_commit: ancestorCommit,
        status: relation(ahead.length, behind.length),
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits,
        // Only the first page contains files, and no page contains the rest of them.
        files:
          at.page === 1
            ? files.slice(0, mostCompared).map((file) => fileJson(state, repository, file, head))
            : [],
      },
    }
  }),

  endpoint(
    'GET',
    '/repos/:owner/:repo/commits/:sha/pulls',
    { ...read, needs: ['pull-requests:read'] },
    async (call) => {
      const { state, repository, request } = call
      const sha = await repository.store.resolve(request.params.sha)
      if (!sha) throw problem(422, `No commit found for SHA: ${request.params.sha}`, call.docs)
      const found = []
      for (const pull of repository.pulls.values()) {
        const at = await positionOf(repository, pull)
        const commits = await repository.store.commitsBetween(at.base, at.head)
        if (commits.includes(sha) || (pull.merged && pull.mergeSha === sha))
          found.push(await pullJson(state, repository, pull))
      }
      return paged(call, found, (pull) => pull)
    },
  ),
]

async function commitOf(call: Call<never>, sha: string): Promise<CommitObject> {
  const commit = await call.repository.store.readCommit(sha)
  if (!commit) throw notFound(call.docs)
  return commit
}

/** Resolves a `branch`, a sha, or `owner:branch` of a fork. */
async function resolveAcross({ repository }: Call<never>, name: string): Promise<string | undefined> {
  const [owner = '', branch] = name.split(':')
  if (branch === undefined) return repository.store.resolve(name)
  if (owner === repository.owner) return repository.store.resolve(branch)
  return (await repository.store.info(forkRef(`${owner}/${repository.name}`, branch)))?.sha
}

function relation(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
