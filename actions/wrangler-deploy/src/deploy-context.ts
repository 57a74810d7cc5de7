import type { Cloudflare } from '@suite/cloudflare'
import type { Writes } from '@suite/runner'
import type { Facts } from './facts.ts'
import type { DeployRequest, Upload } from './request.ts'
import type { Toolchain } from './wrangler/toolchain.ts'

/** Everything that a command works with once the preflight has passed. */
export interface DeployContext {
  readonly api: Cloudflare
  readonly facts: Facts
  readonly request: DeployRequest
  readonly upload: Upload
  readonly toolchain: Toolchain
  readonly writes: Writes
}
