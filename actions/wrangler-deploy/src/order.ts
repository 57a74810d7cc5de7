/** How the commit of this run stands to that of the live version. */
export type Order =
  | { readonly kind: 'first' | 'same' | 'forward' | 'allowed' }
  /** The live version says no commit. */
  | { readonly kind: 'unknown'; readonly tag: string | undefined }
  /** The live version is of a commit that has ours among its ancestors, or has none in common, or is not known. */
  | { readonly kind: 'behind' | 'unrelated'; readonly live: string }

const commit = /^[0-9a-f]{40}([0-9a-f]{24})?$/

/** The commit that this run deploys: that of its tag, since a run may be about another than was checked out. Pure. */
export function commitOf(tag: string | undefined, sha: string): string {
  return tag !== undefined && commit.test(tag) ? tag : sha
}

/** What is known without asking for history; `undefined`: history has to tell. Pure. */
export function orderByTag(
  live: { readonly tag: string | undefined } | undefined,
  ours: string,
): Order | undefined {
  if (live === undefined) return { kind: 'first' }
  if (live.tag === undefined || !commit.test(live.tag) || !commit.test(ours))
    return { kind: 'unknown', tag: live.tag }
  return live.tag === ours ? { kind: 'same' } : undefined
}

/** @param base where the two part; `undefined` where that cannot be told, one of them being unknown. Pure. */
export function orderByHistory(live: string, ours: string, base: string | undefined): Order {
  if (base === live) return { kind: 'forward' }
  return { kind: base === ours ? 'behind' : 'unrelated', live }
}

/** One sentence for the report. */
export function tellOrder(order: Order): string {
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
      return `order unknown: the live version has ${order.tag === undefined ? 'no tag' : 'a tag that is no commit'}`
    case 'behind':
      return `order: the live version is of ${order.live}, which descends from this commit`
    case 'unrelated':
      return `order: the live version is of ${order.live}, which is on no line with this commit`
  }
}
