import * as answers from './answers.ts'
import type { ForgeClient } from './client.ts'
import type { Comments } from './ports/comments.ts'

/** Returns {@link Comments}, which GitHub and Gitea have in the same place. */
export function createComments(client: ForgeClient): Comments {
  return {
    async of(number) {
      const rows = await client.askAll({
        to: `read the comments of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/issues/{number}/comments',
        path: { number },
        answer: answers.comments,
      })
      return rows.map(({ id, user, body }) => ({
        id: Number(id),
        author: user?.login ?? '',
        body: body ?? '',
      }))
    },
    async create(number, body) {
      await client.ask({
        to: `comment on #${number}`,
        permission: 'pull-requests: write',
        route: 'POST /repos/{owner}/{repo}/issues/{number}/comments',
        path: { number },
        body: { body },
        answer: answers.comment,
      })
    },
    async update(id, body) {
      await client.ask({
        to: `update the comment ${id}`,
        permission: 'pull-requests: write',
        route: 'PATCH /repos/{owner}/{repo}/issues/comments/{id}',
        path: { id },
        body: { body },
        answer: answers.comment,
      })
    },
  }
}
