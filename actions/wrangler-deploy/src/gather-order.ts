import { UnknownCommit } from '@suite/changes'
import type { Version } from '@suite/cloudflare'
import { OutsideError, UsageError } from '@suite/errors'
import { type Order, orderByHistory, orderByTag } from './order.ts'
import type { Ports } from './ports.ts'

interface OrderQuestion {
  readonly allowDowngrade: boolean
  /** The commit that this run deploys. */
  readonly commit: string
  readonly history: Ports['history']
}

/**
 * Returns how the commit of this run relates to the commit of the live version. Asks for the history only if the tags
 * do not tell, and a downgrade is not allowed.
 * @throws UsageError or OutsideError if the history cannot be read
 */
export async function gatherOrder(
  live: Version | undefined,
  { allowDowngrade, commit, history }: OrderQuestion,
): Promise<Order> {
  const known = orderByTag(live && { tag: live.tag }, commit)
  if (known !== undefined || live?.tag === undefined) return known ?? { kind: 'unknown', tag: undefined }
  if (allowDowngrade) return { kind: 'allowed' }
  try {
    return orderByHistory(live.tag, commit, await history.mergeBase(live.tag, commit))
  } catch (error) {
    if (!isUnrelated(error, live.tag)) throw error
    return orderByHistory(live.tag, commit, undefined)
  }
}

/** Returns whether an error says that the live commit is unknown, or that the two commits share no ancestor. */
function isUnrelated(error: unknown, live: string): boolean {
  if (error instanceof UsageError) return error.reason === 'histories-unrelated'
  if (error instanceof UnknownCommit) return error.commit === live
  return error instanceof OutsideError && 'status' in error && (error.status === 404 || error.status === 422)
}
