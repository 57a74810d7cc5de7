import { UsageError } from '@suite/errors'
import type { Event } from '@suite/runner'
import * as z from 'zod/mini'
import { reasons } from './reasons.ts'

const named = z.nullish(z.object({ full_name: z.string() }))

/** The repository of the event, and the repository that its code comes from. */
const origin = z.object({
  repository: z.object({ full_name: z.string() }),
  workflow_run: z.optional(z.object({ head_repository: named })),
  pull_request: z.optional(z.object({ head: z.object({ repo: named }) })),
})

/**
 * Refuses to give a token to code from another repository, because a `[build]` command runs with the token.
 * @throws UsageError `source-untrusted` if the code comes from another repository, or from one that is not named
 */
export function requireTrustedSource({ name, payload }: Event, hasToken: boolean): void {
  if (name !== 'workflow_run' && (name !== 'pull_request' || !hasToken)) return
  const read = z.safeParse(origin, payload)
  const { workflow_run: run, pull_request: pull, repository } = read.data ?? {}
  const from = (name === 'workflow_run' ? run?.head_repository : pull?.head.repo)?.full_name
  if (from !== undefined && from === repository?.full_name) return
  throw new UsageError(
    reasons['source-untrusted'],
    `the event ${name} is about the code of ${from ?? 'a repository that is not named'}, not of this repository`,
    'Deploy on push. For pull requests of forks run `check` without a token, on pull_request.',
  )
}
