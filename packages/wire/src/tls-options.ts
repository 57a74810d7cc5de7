import { isIP } from 'node:net'
import type { SecureContext } from 'node:tls'

/** How TLS is spoken, by every connection of every client. */
export interface TlsOptions {
  readonly rejectUnauthorized: true
  readonly ALPNProtocols: string[]
  readonly secureContext?: SecureContext
}

/** @param secureContext the authorities to trust; undefined: those that Node trusts */
export function tlsOptions(secureContext: SecureContext | undefined): TlsOptions {
  return {
    // Given here, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would otherwise accept any certificate.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    ...(secureContext && { secureContext }),
  }
}

/** The name that the certificate must be for. It comes from the URL alone, not from a header `host`. */
export function serverNameOf({ hostname }: URL): string {
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : ''
}
