import type { SecureContext } from 'node:tls'
import type { Environment } from './proxy.ts'

/**
 * Returns trust in the authorities of a PEM text and in those that Node trusts already; undefined, which means Node's
 * own, without a text. The code that reads certificates is loaded only for a text.
 *
 * @throws UsageError if the text holds no certificate, or one that cannot be read
 */
export async function readTrust(
  pem: string | undefined,
  environment: Environment,
): Promise<SecureContext | undefined> {
  if (pem === undefined) return undefined
  const { trustAlso } = await import('./certificate-authorities.ts')
  return trustAlso(pem, environment)
}
