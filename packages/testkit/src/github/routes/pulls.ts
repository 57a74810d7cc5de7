import { endpoint, paged, pullOf } from '../endpoint.ts'
import { fileJson, pullJson, repositoryJson, reviewJson } from '../present.ts'
import { wasRead } from '../pull-request.ts'
import { filesOf, positionOf } from '../state.ts'

const read = { docs: 'pulls/pulls', needs: ['pull-requests:read'] } as const
// https://docs.github.com/rest/pulls/pulls#list-pull-requests-files
const mostFiles = 3000

export const pullEndpoints = [
  endpoint(
    'GET',
    '/repos/:owner/:repo',
    { docs: 'repos/repos', needs: ['metadata:read'] },
    ({ state, repository }) => ({ status: 200, body: repositoryJson(state, repository) }),
  ),

  endpoint('GET', '/repos/:owner/:repo/pulls', read, async (call) => {
    const { state, repository, request } = call
    const wanted = (name: string, value: string) => [null, 'all', value].includes(request.query.get(name))
    const pulls = [...repository.pulls.values()].reverse().filter((pull) => {
      const [headOwner] = pull.head.repository.split('/')
      return (
        wanted('base', pull.base) &&
        wanted('head', `${headOwner}:${pull.head.branch}`) &&
        [pull.merged ? 'closed' : 'open', 'all'].includes(request.query.get('state') ?? 'open')
      )
    })
    const shown = new Map(
      await Promise.all(pulls.map(async (pull) => [pull, await pullJson(state, repository, pull)] as const)),
    )
    return paged(call, pulls, (pull) => shown.get(pull))
  }),

  endpoint('GET', '/repos/:owner/:repo/pulls/:number', read, async (call) => {
    const { state, repository } = call
    const body = await pullJson(state, repository, pullOf(call))
    await wasRead(state, repository, pullOf(call))
    return { status: 200, body }
  }),

  endpoint('GET', '/repos/:owner/:repo/pulls/:number/files', read, async (call) => {
    const at = await positionOf(call.repository, pullOf(call))
    const files = (await filesOf(call.repository, at)).slice(0, mostFiles)
    return paged(call, files, (file) => fileJson(call.state, call.repository, file, at.head))
  }),

  endpoint(
    'GET',
    '/repos/:owner/:repo/pulls/:number/reviews',
    { ...read, docs: 'pulls/reviews' },
    async (call) => {
      const pull = pullOf(call)
      return paged(call, pull.reviews, (review) => reviewJson(call.state, call.repository, pull, review))
    },
  ),
]
