import type { SecureContext } from 'node:tls'
import type { Environment } from './proxy.ts'

/**
 * Trust in the authorities of a PEM text beside those that Node trusts already; undefined, which is Node's own, where
 * none are given. What reads certificates is loaded only for one.
 *
 * @throws UsageError where the text holds no certificate, or one that cannot be read
 */
export async function readTrust(
  pem: string | undefined,
  environment: Environment,
): Promise<SecureContext | undefined> {
  if (pem === undefined) return undefined
  const { trustAlso } = await import('./certificate-authorities.ts')
  return trustAlso(pem, environment)
}
