/** How the commit of this run relates to the commit of the live version. */
export type Order =
  | { readonly kind: 'first' | 'same' | 'forward' | 'allowed' }
  /** The tag of the live version is not a commit. */
  | { readonly kind: 'unknown'; readonly tag: string | undefined }
  /** The live commit descends from ours, or is on another line, or is not known. */
  | { readonly kind: 'behind' | 'unrelated'; readonly live: string }

const commit = /^[0-9a-f]{40}([0-9a-f]{24})?$/

/** Returns the commit that this run deploys: its tag if that is a commit, because a run may deploy another commit than `sha`. */
export function commitOf(tag: string | undefined, sha: string): string {
  return tag !== undefined && commit.test(tag) ? tag : sha
}

/** Returns what the tag of the live version tells, or undefined if the history is needed. */
export function orderByTag(
  live: { readonly tag: string | undefined } | undefined,
  ours: string,
): Order | undefined {
  if (live === undefined) return { kind: 'first' }
  if (live.tag === undefined || !commit.test(live.tag) || !commit.test(ours))
    return { kind: 'unknown', tag: live.tag }
  return live.tag === ours ? { kind: 'same' } : undefined
}

/**
 * Returns what the history tells.
 * @param base the commit from which both descend; undefined if there is none, or if the live commit is unknown
 */
export function orderByHistory(live: string, ours: string, base: string | undefined): Order {
  if (base === live) return { kind: 'forward' }
  return { kind: base === ours ? 'behind' : 'unrelated', live }
}

/** Returns the order in one sentence for the report. */
export function describeOrder(order: Order): string {
  switch (order.kind) {
    case 'first':
      return 'order: the Worker has no deployment yet'
    case 'same':
      return 'order: the live version is of the same commit'
    case 'forward':
      return 'order: this commit descends from that of the live version'
    case 'allowed':
      return 'order: not looked at, because allow-downgrade is set'
    case 'unknown':
      return `order unknown: the live version has ${order.tag === undefined ? 'no tag' : 'a tag that is not a commit'}`
    case 'behind':
      return `order: the live version is of ${order.live}, which descends from this commit`
    case 'unrelated':
      return `order: the live version is of ${order.live}, which is on no line with this commit`
  }
}
