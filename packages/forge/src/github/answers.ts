import * as z from 'zod/mini'
import { end, filled, folder, id, numericId } from '../answers.ts'

/** The parts of GitHub's answers that are used. https://docs.github.com/rest */

export { commit, login } from '../answers.ts'

const user = z.nullish(z.object({ login: z.string() }))
const named = z.object({ name: filled })

export const membership = z.object({ state: z.string() })

export const pullRequest = (number: number) =>
  z.object({
    number: z.literal(number),
    title: z.string(),
    user,
    head: end,
    base: z.object({
      sha: id,
      ref: filled,
      // Missing if the token may not see how the repository merges.
      repo: z.nullish(z.object({ allow_rebase_merge: z.optional(z.boolean()) })),
    }),
    labels: z.array(named),
    changed_files: z.optional(z.int()),
    state: z.optional(z.string()),
    mergeable: z.nullish(z.boolean()),
    merge_commit_sha: z.nullish(id),
    rebaseable: z.nullish(z.boolean()),
  })

export const listedFiles = z.array(
  z.object({
    filename: filled,
    status: z.string(),
    previous_filename: z.optional(filled),
    contents_url: z.nullish(z.string()),
  }),
)

export const foundPulls = z.array(z.object({ number: z.int(), head: z.object({ sha: id }), base: end }))

const textId = z.pipe(numericId, z.transform(String))

export const reviews = z.array(
  z.object({
    id: textId,
    user,
    state: z.string(),
    commit_id: z.nullish(z.string()),
    submitted_at: z.nullish(z.string()),
  }),
)

/** Entries of many kinds. Only the parts that are used have a fixed shape. */
export const timeline = z.array(
  z.object({
    event: z.string(),
    id: z.optional(textId),
    state: z.optional(z.string()),
    created_at: z.nullish(z.string()),
  }),
)

export const team = z.object({ slug: filled })

export const labels = z.array(named)

export const repositoryLabel = z.object({
  name: filled,
  color: z.string(),
  description: z.nullish(z.string()),
})

export const repositoryLabels = z.array(repositoryLabel)

const labelEvent = z.object({
  event: z.enum(['labeled', 'unlabeled']),
  label: named,
  actor: z.nullish(z.object({ login: z.string(), type: z.optional(z.string()) })),
})

/** Events of other kinds are left out. */
export const labelEvents = z.array(
  z.union([
    labelEvent,
    z.pipe(
      z.object({ event: z.string().check(z.refine((event) => !['labeled', 'unlabeled'].includes(event))) }),
      z.transform(() => undefined),
    ),
  ]),
)

export const commitWithParents = z.object({ sha: id, parents: z.array(z.object({ sha: id })) })

/** A commit that another answer shows, with the id of its tree. */
const shownCommit = {
  sha: id,
  commit: z.optional(z.object({ tree: z.optional(z.object({ sha: id })) })),
}

export const comparison = z.object({
  base_commit: z.optional(z.object(shownCommit)),
  merge_base_commit: z.object(shownCommit),
  total_commits: z.int(),
  commits: z.array(z.object({ ...shownCommit, parents: z.array(z.object({ sha: id })) })),
  files: z.optional(listedFiles),
})

/** A commit as git has it. */
export const gitCommit = (commit: string) => z.object({ sha: z.literal(commit), tree: z.object({ sha: id }) })

/** The part of a comparison that says whether one commit is an ancestor of the other. */
export const mergeBase = z.object({ merge_base_commit: z.object({ sha: id }) })

export const tag = z.object({
  object: z.object({ sha: id, type: z.enum(['commit', 'tag', 'tree', 'blob']) }),
})

export const gitRefs = z.array(z.object({ ref: filled, object: z.object({ sha: id }) }))

/** A ref, asked for by its full name. */
export const gitRef = (ref: string) =>
  z.object({ ref: z.literal(ref), object: z.object({ sha: id, type: z.optional(z.string()) }) })

/** The files of a commit, one page of them. */
export const filesOfCommit = (commit: string) =>
  z.pipe(
    z.object({ sha: z.literal(commit), files: z.optional(listedFiles) }),
    z.transform(({ files }) => files ?? []),
  )

export const blob = z.object({ encoding: z.literal('base64'), content: z.string(), size: z.int() })

export const tree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: filled, mode: z.string(), sha: id, size: z.optional(z.int()) })),
})

/** A folder is a list; the content of a file from 1 MB on is left out, and its encoding is `none`. */
export const contents = z.union([
  folder,
  z.object({
    type: z.literal('file'),
    encoding: z.enum(['base64', 'none']),
    content: z.string(),
    sha: id,
    size: z.int(),
  }),
  z.object({ type: z.enum(['symlink', 'submodule']) }),
])
