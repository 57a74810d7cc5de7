import { requireSafeAddress } from '@suite/wire/address'

/**
 * Returns the address of Cloudflare's API that the step sets, without a slash at its end; undefined means Cloudflare's
 * own. The token goes there, and all that wrangler uploads.
 * @throws UsageError `input-invalid` for an address that a token must not be sent to
 */
export function readBaseUrl(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = variables.CLOUDFLARE_API_BASE_URL
  if (text === undefined || text === '') return undefined
  const fix = 'Leave it out, or write it as https://host/client/v4.'
  return requireSafeAddress(text, 'the variable CLOUDFLARE_API_BASE_URL', fix).href.replace(/\/+$/, '')
}
