import { bodyOf, type Call, endpoint, notFound, pageOf, pullOf, requireWrite } from '../endpoint.ts'
import { commentJson, entryJson } from '../present.ts'
import type { Entry } from '../state.ts'

const units = ['pull-requests', 'issues']
type Comment = Extract<Entry, { type: 'comment' }>

const commentsOf = (timeline: readonly Entry[]) =>
  timeline.filter((entry): entry is Comment => entry.type === 'comment')

export const commentEndpoints = [
  // Not paged, but counted.
  endpoint('GET', '/repos/:owner/:repo/issues/:number/comments', units, (call) => {
    const comments = commentsOf(pullOf(call).timeline)
    return {
      status: 200,
      headers: { 'x-total-count': String(comments.length) },
      body: comments.map((comment) => commentJson(call.state, comment)),
    }
  }),

  endpoint('POST', '/repos/:owner/:repo/issues/:number/comments', units, (call) => {
    const pull = pullOf(call)
    requireWrite(call, units, 'user should have a permission to write to a repo')
    const now = call.state.now()
    const about = { id: call.state.nextId(), user: call.token.actor, createdAt: now, updatedAt: now }
    const comment: Comment = { ...about, type: 'comment', body: String(bodyOf(call).body ?? '') }
    pull.timeline.push(comment)
    return { status: 201, body: commentJson(call.state, comment) }
  }),

  endpoint('GET', '/repos/:owner/:repo/issues/comments/:id', units, (call) => ({
    status: 200,
    body: commentJson(call.state, commentOf(call)),
  })),

  endpoint('PATCH', '/repos/:owner/:repo/issues/comments/:id', units, (call) => {
    const comment = commentOf(call)
    requireWrite(call, units, '')
    comment.body = String(bodyOf(call).body ?? '')
    comment.updatedAt = call.state.now()
    return { status: 200, body: commentJson(call.state, comment) }
  }),

  // Split into pages first. Then comments on code are left out, and the header counts what is left.
  endpoint('GET', '/repos/:owner/:repo/issues/:number/timeline', units, (call) => {
    const { page, size } = pageOf(call)
    const entries = pullOf(call)
      .timeline.slice((page - 1) * size, page * size)
      .filter((entry) => entry.type !== 'code')
    return {
      status: 200,
      headers: { 'x-total-count': String(entries.length) },
      body:
        entries.length === 0 ? null : entries.map((entry) => entryJson(call.state, call.repository, entry)),
    }
  }),
]

function commentOf({ repository, request }: Call<'id'>): Comment {
  for (const { timeline } of repository.pulls.values()) {
    const comment = commentsOf(timeline).find(({ id }) => String(id) === request.params.id)
    if (comment) return comment
  }
  throw notFound()
}
