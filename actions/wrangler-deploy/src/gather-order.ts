import type { Version } from '@suite/cloudflare'
import { OutsideError } from '@suite/errors'
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
  return orderByHistory(live.tag, commit, await mergeBaseOf(history, live.tag, commit))
}

/** Returns undefined if the live commit is unknown, or shares no ancestor with ours. */
async function mergeBaseOf(
  history: Ports['history'],
  live: string,
  commit: string,
): Promise<string | undefined> {
  try {
    return await history.mergeBase(live, commit)
  } catch (error) {
    // A forge does not say which of the two it does not have.
    const isUnknown =
      error instanceof OutsideError && 'status' in error && (error.status === 404 || error.status === 422)
    if (isUnknown) return undefined
    throw error
  }
}
