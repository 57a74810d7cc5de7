/** Algorithms that need a private key to sign: https://www.rfc-editor.org/rfc/rfc7518#section-3.1 */
export const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const
