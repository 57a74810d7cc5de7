import type { Forge } from '@suite/forge'

/** What this action needs from outside. */
export interface Ports {
  readonly forge: Pick<Forge, 'repository' | 'changes'>
}
