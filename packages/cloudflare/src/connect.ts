import type { Transport } from '@suite/http'
import { Refusal } from '@suite/rest'
import { createAddresses } from './addresses.ts'
import * as answers from './answers.ts'
import { type CloudflareClient, createClient } from './client.ts'
import type { Cloudflare, CloudflareAccess, TokenState } from './cloudflare.ts'
import { createKeyValues } from './key-values.ts'
import { createWorkers } from './workers.ts'

/** Speaks with Cloudflare as one token, for one account. Nothing is sent before the first call. */
export function connectCloudflare(transport: Transport, access: CloudflareAccess): Cloudflare {
  const client = createClient(transport, access)
  return {
    verifyToken: () => verifyToken(client),
    ...createWorkers(client),
    ...createAddresses(client),
    kv: createKeyValues(client),
  }
}

/** A token that an account owns is not known where those of users are. */
async function verifyToken(client: CloudflareClient): Promise<TokenState> {
  const verify = async (route: string) => {
    const { result } = await client.ask({ to: 'verify the token', route, answer: answers.token })
    return result
  }
  const { id, status, expires_on } = await verify('GET /user/tokens/verify').catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.reason !== 'token-invalid') throw error
    return verify('GET /accounts/{account}/tokens/verify')
  })
  return { id, status, ...(expires_on ? { expiresAt: expires_on } : {}) }
}
