import type { Order } from './order.ts'

export interface ImageFacts {
  readonly found: boolean
  /** `os/architecture[/variant]`: those that it has, and those that it should have. */
  readonly platforms: readonly string[]
  readonly missingPlatforms: readonly string[]
}

/** What is known before anything is written. */
export interface Facts {
  /** What the registry said of our image; `undefined` where it was not asked. */
  readonly image: ImageFacts | undefined
  /** The digest that is pinned; `undefined` where none is. */
  readonly pinned: string | undefined
  readonly order: Order
}

/** What the run is held to, from its inputs. */
export interface Terms {
  readonly digest: string
  readonly expectedPrevious: string | undefined
  readonly allowDowngrade: boolean
}

export type Refusal =
  | 'image-missing'
  | 'platform-missing'
  | 'previous-differs'
  | 'downgrade'
  | 'order-unknown'

export type Plan =
  | { readonly kind: 'promote' | 'already-pinned' }
  | { readonly kind: 'refuse'; readonly reason: Refusal }

/**
 * Whether the pin may be moved. Where an image is named its order is asked for, and one that cannot be told refuses as
 * an older image does.
 */
export function decide({ image, pinned, order }: Facts, terms: Terms): Plan {
  const { digest, expectedPrevious, allowDowngrade } = terms
  if (image && !image.found) return { kind: 'refuse', reason: 'image-missing' }
  if (image && image.missingPlatforms.length > 0) return { kind: 'refuse', reason: 'platform-missing' }
  if (pinned === digest) return { kind: 'already-pinned' }
  if (expectedPrevious !== undefined && pinned !== expectedPrevious)
    return { kind: 'refuse', reason: 'previous-differs' }
  if (pinned !== undefined && order.relation === 'older' && !allowDowngrade)
    return { kind: 'refuse', reason: 'downgrade' }
  if (image && pinned !== undefined && order.relation === 'unknown' && !allowDowngrade)
    return { kind: 'refuse', reason: 'order-unknown' }
  return { kind: 'promote' }
}
