import { setTimeout as sleep } from 'node:timers/promises'
import type { writeEvidence } from '@suite/evidence'
import { type Clock, createRedaction, type Redaction, type WithKeyValues } from '@suite/probes'
import type { Run } from '@suite/runner'
import { createExchange, type Exchange } from '@suite/wire'
import type { Inputs } from './inputs.ts'
import type { Upload } from './upload.ts'

/** What this action reads and writes outside. */
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

/**
 * Connects the ports of a runner. Large parts are loaded when they are first used.
 * @throws UsageError `input-invalid` if the address of Cloudflare's API cannot be used
 */
export async function connectPorts(run: Run<Inputs>): Promise<Ports> {
  const { deadline, environment, inputs, signal } = run
  const redaction = createRedaction(run)
  if (inputs['kv-namespace-id'] !== undefined) {
    // Refused before the first probe, because the token is sent to this address later.
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

/** The runner has already checked that the file holds certificates. */
async function readAuthorities(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  const { readFile } = await import('node:fs/promises')
  return readFile(file, 'utf8')
}
