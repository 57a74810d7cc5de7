import type { Transport } from '@suite/http'
import { Refusal } from '@suite/rest'
import { createAddresses } from './addresses.ts'
import * as answers from './answers.ts'
import { type CloudflareClient, createClient } from './client.ts'
import type { Cloudflare, CloudflareAccess, TokenState } from './cloudflare.ts'
import { createKeyValues } from './key-values.ts'
import { createWorkers } from './workers.ts'

/** Returns Cloudflare's API for one token and one account. The first call sends the first request. */
export function connectCloudflare(transport: Transport, access: CloudflareAccess): Cloudflare {
  const client = createClient(transport, access)
  return {
    verifyToken: () => verifyToken(client),
    ...createWorkers(client),
    ...createAddresses(client),
    kv: createKeyValues(client),
  }
}

/** Reads a token of an account, which has another route than a token of a user. */
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
