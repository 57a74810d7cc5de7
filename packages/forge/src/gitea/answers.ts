import * as z from 'zod/mini'
import { end, filled, folder, id as sha } from '../answers.ts'

/** The parts of Gitea's answers that are used. https://docs.gitea.com/api */

export { commit, login } from '../answers.ts'

const id = z.int().check(z.positive())
const user = z.nullish(z.object({ login: z.string(), id: z.int() }))

/** Gitea answers `null` for some empty lists. */
const listOf = <Row>(row: z.ZodMiniType<Row>) =>
  z.pipe(
    z.nullable(z.array(row)),
    z.transform((rows) => rows ?? []),
  )

/** The answer of a removal has no body. */
export const nothing = z.undefined()

export const label = z.object({
  id,
  name: filled,
  color: z.string(),
  description: z.nullish(z.string()),
})
export type GiteaLabel = z.infer<typeof label>
export const labels = z.array(label)
export const pullRequest = (number: number) =>
  z.object({
    number: z.literal(number),
    title: z.string(),
    user,
    state: z.optional(z.string()),
    head: end,
    base: z.object({
      sha,
      ref: filled,
      repo: z.nullish(
        z.object({
          allow_rebase: z.optional(z.boolean()),
          allow_rebase_explicit: z.optional(z.boolean()),
        }),
      ),
    }),
    merge_base: z.optional(sha),
    labels,
    changed_files: z.nullish(z.int()),
  })

export const foundPull = z.object({ number: id, head: end, base: end })

export const listedFiles = z.array(
  z.object({
    filename: filled,
    status: z.string(),
    // Versions without this field leave it out, or leave it empty.
    previous_filename: z.optional(
      z.pipe(
        z.string(),
        z.transform((path) => path || undefined),
      ),
    ),
    contents_url: z.nullish(z.string()),
  }),
)

export const reviews = z.array(
  z.object({
    id,
    user,
    state: z.string(),
    stale: z.optional(z.boolean()),
    dismissed: z.optional(z.boolean()),
    commit_id: z.nullish(z.string()),
    submitted_at: z.nullish(z.string()),
  }),
)

/** Entries of many kinds; only one of the kind `label` names a label, unless that has been deleted since. */
export const timeline = listOf(
  z.object({
    type: z.string(),
    user,
    body: z.nullish(z.string()),
    created_at: z.nullish(z.string()),
    review_id: z.nullish(z.int()),
    label: z.nullish(z.object({ name: filled })),
  }),
)

export const comparison = z.object({
  total_commits: z.int(),
  commits: listOf(z.object({ sha, parents: listOf(z.object({ sha })) })),
})

const ref = z.object({ ref: filled, object: z.object({ sha, type: z.string() }) })
/** Every ref that begins with the given name; older versions answer with the one ref that equals it. */
export const refs = z.pipe(
  z.union([z.array(ref), ref]),
  z.transform((found) => (Array.isArray(found) ? found : [found])),
)

/** Without content if the file is larger than the limit of the instance. */
const content = { encoding: z.nullish(z.literal('base64')), content: z.nullish(z.string()), size: z.int() }
export const blob = z.object({ sha, ...content })

export const tree = z.object({
  truncated: z.boolean(),
  total_count: z.int(),
  tree: listOf(z.object({ path: filled, mode: z.string(), sha, size: z.optional(z.int()) })),
})

export const contents = z.union([
  folder,
  z.object({ type: z.literal('file'), sha, html_url: filled, ...content }),
  z.object({ type: z.literal('symlink'), html_url: filled, target: z.nullish(z.string()) }),
  z.object({ type: z.literal('submodule') }),
])

export const teams = z.array(z.object({ id, name: filled }))

/** The entry of a push in the timeline of a pull request, as JSON in the body. */
export const pushBody = z.object({ is_force_push: z.boolean() })
