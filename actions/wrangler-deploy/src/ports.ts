import type { Changes } from '@suite/changes'
import type { Cloudflare } from '@suite/cloudflare'

export interface Ports {
  /** undefined if no token is given: then nothing is read from the platform. */
  readonly cloudflare: Cloudflare | undefined
  readonly history: Pick<Changes, 'mergeBase'>
}
