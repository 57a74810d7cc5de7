import { objectId } from '@suite/changes'
import * as z from 'zod/mini'

/** The parts that GitHub and Gitea answer alike. All other parts of an answer are ignored. */

export const id = z.string().check(z.regex(objectId))
export const filled = z.string().check(z.minLength(1))
export const login = z.object({ login: filled })
/** The head or base of a pull request. */
export const end = z.object({ sha: id, ref: filled })
export const commit = z.object({ sha: id })
export const repository = z.object({ default_branch: filled })

/** GitHub's ids beyond 2^53 come as a bigint. */
export const numericId = z.union([z.int(), z.bigint()])
export const comment = z.object({
  id: numericId,
  user: z.nullish(z.object({ login: z.string() })),
  body: z.nullish(z.string()),
})
export const comments = z.array(comment)

/** The answer for a folder is the list of its entries. */
export const folder = z.pipe(
  z.array(z.object({ path: filled })),
  z.transform(() => ({ type: 'folder' as const })),
)
