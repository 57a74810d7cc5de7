import { setTimeout as sleep } from 'node:timers/promises'
import type { writeEvidence } from '@suite/evidence'
import { type Clock, createRedaction, type Redaction, type WithKeyValues } from '@suite/probes'
import type { Run } from '@suite/runner'
import { createExchange, type Exchange } from '@suite/wire'
import type { Inputs } from './inputs.ts'
import type { Upload } from './upload.ts'

/** What this action asks of the world. */
export interface Ports {
  readonly exchange: Exchange
  readonly clock: Clock
  readonly redaction: Redaction
  readonly withKv: WithKeyValues
  readonly write: typeof writeEvidence
  /**
   * @param of `files` are names in `folder`
   * @throws OutsideError, UsageError `artifact-not-uploaded`
   */
  upload(of: {
    readonly name: string
    readonly folder: string
    readonly files: readonly string[]
  }): Promise<Upload>
  readonly newId: () => string
}

/** The ports as they are on a runner; everything heavy is loaded when it is first used. */
export async function connectPorts(run: Run<Inputs>): Promise<Ports> {
  const { deadline, environment, inputs, signal } = run
  const redaction = createRedaction(run)
  if (inputs['kv-namespace-id'] !== undefined) {
    // Refused before the first probe: the token for the API would go there later.
    const { readBaseUrl } = await import('@suite/cloudflare')
    readBaseUrl(environment.variables)
  }
  const certificateAuthorities = await readAuthorities(inputs['ca-file'])
  return {
    exchange: createExchange({ environment: environment.variables, certificateAuthorities }, signal),
    clock: {
      now: () => performance.now(),
      sleep: (milliseconds) => sleep(Math.max(0, milliseconds), undefined, { signal }).catch(() => undefined),
      random: () => Math.random(),
    },
    redaction,
    withKv: async (remaining, work) => {
      const { withKeyValues } = await import('./key-values.ts')
      return withKeyValues(run, { remaining, redaction, certificateAuthorities }, work)
    },
    write: async (options) => (await import('@suite/evidence')).writeEvidence(options),
    upload: async (of) => {
      const { uploadProofs } = await import('./upload.ts')
      return uploadProofs(run, of, deadline, redaction.redact)
    },
    newId: () => crypto.randomUUID(),
  }
}

/** The runner has read it before, and refused what is none. */
async function readAuthorities(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  const { readFile } = await import('node:fs/promises')
  return readFile(file, 'utf8')
}
