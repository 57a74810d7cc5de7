import { OutsideError } from '@suite/errors'
import { isRefusal } from '@suite/rest'
import * as answers from './answers.ts'
import type { ForgeClient } from './client.ts'
import type { Comments } from './ports/comments.ts'
import { forgeReasons } from './reasons.ts'

/** Returns {@link Comments}, which GitHub and Gitea have in the same place. */
export function createComments(client: ForgeClient): Comments {
  /** Returns a comment; undefined if there is none of this id. */
  async function read(id: number) {
    try {
      const { data } = await client.ask({
        to: `read the comment ${id} again`,
        permission: 'pull-requests: read',
        route: 'GET /repos/{owner}/{repo}/issues/comments/{id}',
        path: { id },
        answer: answers.comment,
      })
      return data
    } catch (error) {
      if (isRefusal(error, 404)) return undefined
      throw error
    }
  }

  /** The answer to a write may come from something else than the forge, so the comment is read again. */
  async function confirm(what: string, id: number, body: string): Promise<void> {
    const shown = await read(id)
    if (shown !== undefined && wordsOf(shown.body ?? '') === wordsOf(body)) return
    throw new OutsideError(
      forgeReasons['write-not-confirmed'],
      `${what} was accepted, but GET /issues/comments/${id} ${shown === undefined ? 'answers 404' : 'has another text'}`,
      'Look at the comments of the pull request, then run again.',
    )
  }

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
      const { data } = await client.ask({
        to: `comment on #${number}`,
        permission: 'pull-requests: write',
        route: 'POST /repos/{owner}/{repo}/issues/{number}/comments',
        path: { number },
        body: { body },
        answer: answers.comment,
      })
      await confirm(`the comment on #${number}`, Number(data.id), body)
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
      await confirm(`the update of the comment ${id}`, id, body)
    },
  }
}

/** A forge may change white space and control characters of what it keeps. */
function wordsOf(body: string): string {
  return body.replaceAll(/[^\p{L}\p{N}\p{P}\p{S}]/gu, '')
}
