import { bodyOf, type Call, endpoint, paged, pullOf } from '../endpoint.ts'
import { commentJson } from '../present.ts'
import { invalid, notFound } from '../problems.ts'

const docs = 'issues/comments'
const read = { docs, needs: ['issues:read', 'pull-requests:read'] } as const
const write = { docs, needs: ['issues:write', 'pull-requests:write'] } as const
const longest = 65_536

export const commentEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/issues/:number/comments', read, (call) => {
    const { number, comments } = pullOf(call)
    return paged(call, comments, (comment) => commentJson(call.state, call.repository, number, comment))
  }),

  endpoint('POST', '/repos/:owner/:repo/issues/:number/comments', write, (call) => {
    const pull = pullOf(call)
    const now = call.state.now()
    const comment = {
      id: call.state.nextId(),
      user: call.token.actor,
      body: textIn(call),
      createdAt: now,
      updatedAt: now,
    }
    pull.comments.push(comment)
    return { status: 201, body: commentJson(call.state, call.repository, pull.number, comment) }
  }),

  endpoint('GET', '/repos/:owner/:repo/issues/comments/:id', read, (call) => {
    const { number, comment } = commentOf(call)
    return { status: 200, body: commentJson(call.state, call.repository, number, comment) }
  }),

  endpoint('PATCH', '/repos/:owner/:repo/issues/comments/:id', write, (call) => {
    const { number, comment } = commentOf(call)
    comment.body = textIn(call)
    comment.updatedAt = call.state.now()
    return { status: 200, body: commentJson(call.state, call.repository, number, comment) }
  }),
]

function commentOf({ repository, request }: Call<'id'>) {
  for (const { number, comments } of repository.pulls.values()) {
    const comment = comments.find(({ id }) => id === Number(request.params.id))
    if (comment) return { number, comment }
  }
  throw notFound(docs)
}

function textIn(call: Call<never>): string {
  const { body } = bodyOf(call)
  const refused = { resource: 'IssueComment', field: 'body' }
  if (typeof body !== 'string' || body.trim() === '')
    throw invalid(docs, { ...refused, code: 'custom', message: 'body cannot be blank' })
  if ([...body].length > longest)
    throw invalid(docs, {
      ...refused,
      code: 'unprocessable',
      message: `body is too long (maximum is ${longest} characters)`,
    })
  return body
}
