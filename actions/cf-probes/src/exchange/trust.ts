import * as tls from 'node:tls'

/**
 * Trust in the authorities of a PEM text beside those that Node trusts already: a list of one's own would replace
 * them. `getCACertificates` came with Node 22.15.
 */
export function trustAlso(pem: string): tls.SecureContext {
  const known =
    typeof tls.getCACertificates === 'function' ? tls.getCACertificates('default') : tls.rootCertificates
  return tls.createSecureContext({ ca: [...known, pem] })
}
