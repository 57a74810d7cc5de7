import { OutsideError } from '@suite/errors'
import type { Forge } from '@suite/forge'
import { keepComment, markerOf } from '@suite/kept-comment'
import type { Markdown } from '@suite/report'
import type { Writes } from '@suite/runner'
import type { PullOfRun } from './pull.ts'

/** The comment of one gate on one pull request. */
export interface VerdictComment {
  readonly pull: PullOfRun
  /** Tells the comment of this gate from those of others. */
  readonly gate: string
  readonly content: Markdown
  readonly isNeeded: boolean
}

/**
 * Keeps the comment of a gate. Writes none if the token may only read because the change comes from a fork.
 * @returns a line for the log about a comment that could not even be looked for
 * @throws OutsideError if it cannot be written for another reason
 */
export async function keepVerdictComment(
  forge: Pick<Forge, 'people' | 'comments'>,
  writes: Writes,
  { pull: { number, readOnlyBecause }, gate, content, isNeeded }: VerdictComment,
): Promise<string | undefined> {
  const marker = markerOf('coverage-patch-gate', gate)
  try {
    await keepComment(forge, writes, { number, marker, content, isNeeded, readOnlyBecause })
    return undefined
  } catch (error) {
    const isRefused = error instanceof OutsideError && error.reason === 'permission-missing'
    if (!isRefused || readOnlyBecause === undefined) throw error
    return `There is no comment, because ${readOnlyBecause}.`
  }
}
