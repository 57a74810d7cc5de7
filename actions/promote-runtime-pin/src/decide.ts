import type { Order } from './order.ts'

export interface ImageFacts {
  readonly found: boolean
  /** `os/architecture[/variant]`: the platforms that the image has, and those that it must have. */
  readonly platforms: readonly string[]
  readonly missingPlatforms: readonly string[]
}

/** The facts before anything is written. */
export interface Facts {
  /** The answer of the registry about the image; `undefined` if it was not asked. */
  readonly image: ImageFacts | undefined
  /** The pinned digest; `undefined` if there is no pin. */
  readonly pinned: string | undefined
  readonly order: Order
}

/** The requirements of the inputs. */
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
 * Returns whether the pin may be moved. If an image is given, its order is required; an unknown order refuses, as
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
