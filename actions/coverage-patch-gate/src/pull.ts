import * as z from 'zod/mini'

/** The pull request of a run. */
export interface PullOfRun {
  readonly number: number
  /**
   * Why the token of the job may only read, although the workflow asks for more; undefined if nothing says so. It
   * completes "…, because …".
   */
  readonly readOnlyBecause: string | undefined
}

const repository = z.nullish(z.object({ full_name: z.string() }))
const pullRequestPayload = z.object({
  pull_request: z.object({
    number: z.int().check(z.positive()),
    head: z.object({ repo: repository }),
    base: z.object({ repo: repository }),
  }),
})

/**
 * Returns the pull request that an event is about; undefined if it is about none. A run for a fork, or by Dependabot,
 * has a token that may only read.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function pullOf(
  event: { readonly payload: unknown },
  actor: string | undefined,
): PullOfRun | undefined {
  const parsed = z.safeParse(pullRequestPayload, event.payload)
  if (!parsed.success) return undefined
  const { number, head, base } = parsed.data.pull_request
  // The repository of a deleted fork is null.
  const isFork = head.repo?.full_name.toLowerCase() !== base.repo?.full_name.toLowerCase()
  const readOnlyBecause = isFork
    ? 'the token of a pull request from a fork may only read'
    : actor === 'dependabot[bot]'
      ? 'the token of a run by Dependabot may only read'
      : undefined
  return { number, readOnlyBecause }
}
