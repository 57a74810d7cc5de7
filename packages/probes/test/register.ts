import type { SecretRegister } from '../src/redaction.ts'

/** Returns a register that replaces its secrets literally. */
export function register(...known: string[]): SecretRegister {
  return {
    addSecret: (secret) => void known.push(secret),
    redact: (text) => known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text),
  }
}
