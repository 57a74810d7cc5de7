import type { Cloudflare } from '@suite/cloudflare'
import type { Writes } from '@suite/runner'
import type { Facts, Wishes } from './facts.ts'
import type { Workshop } from './wrangler/invoke.ts'

/** All that a command needs, once the preflight has passed. */
export interface Mission {
  readonly api: Cloudflare
  readonly facts: Facts
  readonly wishes: Wishes
  readonly workshop: Workshop
  readonly writes: Writes
  /** Of the version that is uploaded. */
  readonly tag: string | undefined
  readonly message: string | undefined
  readonly vars: ReadonlyMap<string, string>
  /** Values by name. */
  readonly secrets: ReadonlyMap<string, string>
  /** Shares of traffic in percent, rising. */
  readonly steps: readonly number[]
  /** How long wrangler may take, in milliseconds, so that there is time left to read what became of it. */
  readonly patience: () => number
}
