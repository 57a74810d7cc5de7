import type { Comments } from '../ports/comments.ts'
import * as answers from './answers.ts'
import type { GiteaClient } from './client.ts'
import { askAll } from './pages.ts'

/** {@link Comments} over Gitea's REST API. */
export function createGiteaComments(client: GiteaClient): Comments {
  return {
    async comments(number) {
      const rows = await askAll(client, {
        to: `read the comments of #${number}`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/issues/{number}/comments',
        path: { number },
        answer: answers.comments,
      })
      return rows.map(({ id, user, body }) => ({ id, author: user?.login ?? '', body: body ?? '' }))
    },
    async createComment(number, body) {
      await client.ask({
        to: `comment on #${number}`,
        permission: 'pull-requests: write',
        route: 'POST /repos/{owner}/{repo}/issues/{number}/comments',
        path: { number },
        body: { body },
        answer: answers.comment,
      })
    },
    async updateComment(id, body) {
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
