import { connectCloudflare, readBaseUrl } from '@suite/cloudflare'
import { createTransport, type Deadline } from '@suite/http'
import type { KeyValues, Redaction } from '@suite/probes'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'

interface Access {
  readonly redaction: Redaction
  readonly certificateAuthorities: string | undefined
  /** Milliseconds that are left for probing. */
  readonly remaining: () => number
}

/** The most time that is reserved for the delete, in milliseconds. The proofs are written after it. */
const mostForDelete = 5_000

/**
 * Connects to Workers KV while `work` runs. Nothing is put or read after the time for probing, or once the run is
 * cancelled. The key must be deleted even then, so that the delete has a connection and some time of its own.
 *
 * @throws UsageError `input-invalid` if the address of the API cannot be used
 */
export async function withKeyValues<Result>(
  { environment: { variables }, inputs, log, signal, tool }: Run<Inputs>,
  { redaction, certificateAuthorities, remaining }: Access,
  work: (kv: KeyValues) => Promise<Result>,
): Promise<Result> {
  const { timeout: total, 'account-id': accountId, 'api-token': token } = inputs
  if (accountId === undefined || token === undefined)
    throw new Error('the contract requires account-id and api-token with kv-namespace-id')
  const more = Math.min(total / 8, mostForDelete)
  const connect = (deadline: Deadline) =>
    createTransport({
      deadline,
      userAgent: `actions-${tool.name}/${tool.version}`,
      environment: variables,
      redact: redaction.redact,
      certificateAuthorities,
      onWaiting: (line) => log.line(line),
    })
  const probing = connect({ total, remaining: () => Math.max(0, remaining()), signal })
  const deleting = connect({ total, remaining: () => Math.max(0, remaining() + more) })
  const baseUrl = readBaseUrl(variables)
  const access = { accountId, token, ...(baseUrl && { baseUrl }) }
  const { kv } = connectCloudflare(probing, access)
  const { kv: lasting } = connectCloudflare(deleting, access)
  try {
    return await work({ put: kv.put, get: kv.get, delete: lasting.delete })
  } finally {
    probing.close()
    deleting.close()
  }
}
