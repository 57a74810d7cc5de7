import { commonReasons, UsageError } from '@suite/errors'
import { problemOfAddress } from '@suite/wire/address'

/** The address of a control plane, and the token for it. */
export interface Access {
  /** `https:`, or plain `http:` on loopback; a path is kept, and `/cp/…` is appended to it. */
  readonly url: URL
  readonly token: string
}

/**
 * Refuses an address or a token with which the token could reach another place or be changed, before any request.
 * @throws UsageError `input-invalid`; the message has neither the address nor the token
 */
export function requireAccess({ url, token }: Access): void {
  const problems = [problemOfUrl(url), problemOfToken(token)].filter((each) => each !== undefined)
  if (problems.length === 0) return
  throw new UsageError(
    commonReasons['input-invalid'],
    problems.map((what) => ({ what })),
    'Give the address as https://host, and the token as it was issued, from a secret.',
  )
}

function problemOfUrl(url: URL): string | undefined {
  const problem = problemOfAddress(url)
  return problem && `the address of the control plane ${problem}`
}

function problemOfToken(token: string): string | undefined {
  if (token === '') return 'the token of the control plane is missing'
  if (/^[\x21-\x7e]+$/.test(token)) return undefined
  return 'the token of the control plane holds white space, a line break or a character beyond ASCII; store it again without'
}
