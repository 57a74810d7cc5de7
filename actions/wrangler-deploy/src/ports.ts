import type { Changes } from '@suite/changes'
import type { Cloudflare } from '@suite/cloudflare'

export interface Ports {
  /** Missing where no token is given: then nothing is asked of the platform. */
  readonly cloudflare: Cloudflare | undefined
  readonly history: Pick<Changes, 'mergeBase'>
}
