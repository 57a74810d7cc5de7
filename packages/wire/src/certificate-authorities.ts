import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import { UsageError } from '@suite/errors'
import type { Environment } from './proxy.ts'
import { wireReasons } from './reasons.ts'

/**
 * Returns trust in the certificate authorities of `pem`, and in those that Node trusts already. Make it once for all
 * connections: it takes tens of milliseconds.
 *
 * @param pem text of the input `ca-file`
 * @throws UsageError if the text holds no certificate, or one that cannot be read
 */
export async function trustAlso(pem: string, environment: Environment): Promise<tls.SecureContext> {
  const added = readCertificates(pem)
  return tls.createSecureContext({ ca: [...(await trustedAlready(environment)), ...added] })
}

/** The certificates of a PEM text, one string each. OpenSSL would pass over what it cannot read. */
function readCertificates(pem: string): string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0 || !blocks.every(isCertificate)) {
    throw new UsageError(
      wireReasons['ca-file-invalid'],
      `ca-file: ${blocks.length === 0 ? 'no certificate was found' : 'a certificate in it cannot be read'}`,
      'Give the path of a PEM file: -----BEGIN CERTIFICATE-----, base64, -----END CERTIFICATE-----, once or more.',
    )
  }
  return blocks
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0
  } catch {
    return false
  }
}

/** A list of one's own replaces Node's, so Node's is repeated. `getCACertificates` came with Node 22.15. */
async function trustedAlready(environment: Environment): Promise<readonly string[]> {
  if (typeof tls.getCACertificates === 'function') return tls.getCACertificates('default')
  const extra = environment.NODE_EXTRA_CA_CERTS
  // Node itself only warns about a file that it cannot read: https://nodejs.org/api/cli.html#node_extra_ca_certsfile
  const text = extra ? await readFile(extra, 'utf8').catch(() => '') : ''
  return [...tls.rootCertificates, ...(text === '' ? [] : [text])]
}
