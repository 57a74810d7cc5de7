import { commonReasons, UsageError } from '@suite/errors'

/**
 * The rule for an address that a credential may be sent to: `https:`, or plain `http:` on loopback, where no other
 * machine can read it; without a user, a password, a query or a fragment. Every client uses this rule, and no other.
 */

/** An address, or what is wrong with it. The problem completes "input x …". */
export type ReadAddress = { readonly value: URL } | { readonly problem: string }

/**
 * Returns whether an address leads to this machine: `localhost`, `127.0.0.0/8` or `::1`, as `URL` writes them. A name
 * that only looks like one, such as `localhost.example` or `127.0.0.1.nip.io`, and `0.0.0.0` do not.
 */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

/**
 * Returns whether others can read what is sent to an address. They can if it is neither `https:` nor plain `http:` on
 * loopback.
 */
export function isReadableByOthers(address: URL): boolean {
  return address.protocol !== 'https:' && !(address.protocol === 'http:' && isLoopback(address))
}

/** Returns what is wrong with an address, without the address itself; undefined if a credential may be sent there. */
export function problemOfAddress(address: URL): string | undefined {
  const { username, password, search, hash } = address
  if (username !== '' || password !== '') return 'must not carry a user name or password'
  if (search !== '' || hash !== '') return 'must have neither query nor fragment'
  return isReadableByOthers(address) ? 'must be https (plain http only on loopback)' : undefined
}

/** Reads an address more strictly than `URL` does, which drops line breaks and takes `\` for `/`. */
export function readAddress(text: string): ReadAddress {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text))
    return { problem: 'must be an absolute address such as https://api.example.com' }
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(text)) return { problem: 'must not carry a user name or password' }
  // URL drops an empty query or fragment.
  if (/[?#]/.test(text)) return { problem: 'must have neither query nor fragment' }
  const value = new URL(text)
  const problem = problemOfAddress(value)
  return problem === undefined ? { value } : { problem }
}

/**
 * Returns the address that a text holds, if a credential may be sent there.
 * @param name begins the message, such as "the variable CLOUDFLARE_API_BASE_URL"
 * @throws UsageError `input-invalid`; the address, which may hold a password, is not in the message
 */
export function requireSafeAddress(text: string, name: string, fix: string): URL {
  const read = readAddress(text)
  if ('value' in read) return read.value
  throw new UsageError(commonReasons['input-invalid'], `${name} ${read.problem}`, fix)
}
