import { connectCloudflare, readBaseUrl } from '@suite/cloudflare'
import { createTransport, startDeadline } from '@suite/http'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'
import type { KeyValues } from './probes/kv.ts'
import type { Redaction } from './redaction.ts'

interface Access {
  readonly accountId: string
  readonly token: string
  readonly redaction: Redaction
  readonly certificateAuthorities: string | undefined
}

/**
 * Values of Workers KV. Reads end when the run is cancelled; what writes does not, because the transport of the run
 * sends nothing more then, and the key that was put has to be deleted.
 */
export async function withKeyValues<Result>(
  { environment: { variables }, inputs, tool, transport }: Run<Inputs>,
  { accountId, token, redaction, certificateAuthorities }: Access,
  work: (kv: KeyValues) => Promise<Result>,
): Promise<Result> {
  const lasting = createTransport({
    deadline: startDeadline(inputs.timeout),
    userAgent: `actions-${tool.name}/${tool.version}`,
    environment: variables,
    redact: redaction.redact,
    certificateAuthorities,
  })
  const baseUrl = readBaseUrl(variables)
  const access = { accountId, token, ...(baseUrl && { baseUrl }) }
  const { kv } = connectCloudflare(lasting, access)
  const { kv: cancellable } = connectCloudflare(transport, access)
  try {
    return await work({ put: kv.put, delete: kv.delete, get: cancellable.get })
  } finally {
    lasting.close()
  }
}
