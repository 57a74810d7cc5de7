import { endpoint, notFound, paged, pullOf } from '../endpoint.ts'
import { fileJson, pullJson, repositoryJson, reviewJson } from '../present.ts'
import { positionOf } from '../state.ts'

const units = ['pull-requests']

export const pullEndpoints = [
  endpoint('GET', '/repos/:owner/:repo', [], ({ state, repository }) => ({
    status: 200,
    body: repositoryJson(state, repository),
  })),

  endpoint('GET', '/repos/:owner/:repo/pulls/:number', units, async (call) => ({
    status: 200,
    body: await pullJson(call.state, call.repository, pullOf(call)),
  })),

  endpoint('GET', '/repos/:owner/:repo/pulls/:number/files', units, async (call) => {
    const at = await positionOf(call.repository, pullOf(call))
    const files = await call.repository.store.diff(at.mergeBase, at.head)
    return paged(call, files, (file) => fileJson(call.state, call.repository, file, at.head))
  }),

  endpoint('GET', '/repos/:owner/:repo/pulls/:number/reviews', units, (call) =>
    paged(call, pullOf(call).reviews, (review) => reviewJson(call.state, review)),
  ),

  // One, or 404; there is no list.
  endpoint('GET', '/repos/:owner/:repo/commits/:sha/pull', units, async ({ state, repository, request }) => {
    for (const pull of repository.pulls.values()) {
      const at = await positionOf(repository, pull)
      const commits = await repository.store.commitsBetween(at.mergeBase, at.head)
      if (commits.includes(request.params.sha))
        return { status: 200, body: await pullJson(state, repository, pull) }
    }
    throw notFound()
  }),
]
