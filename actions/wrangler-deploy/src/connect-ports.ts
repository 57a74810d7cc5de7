import { connectCloudflare } from '@suite/cloudflare'
import type { InputsOf } from '@suite/contract'
import { UsageError } from '@suite/errors'
import { connectForge, createGitChanges } from '@suite/forge'
import type { Run } from '@suite/runner'
import type { contract } from './contract.ts'
import type { Ports } from './ports.ts'

/** The way to Cloudflare, where there is a token, and to the order of commits. Nothing is requested yet. */
export function connectPorts(run: Run<InputsOf<typeof contract>>): Ports {
  const { 'api-token': apiToken, 'account-id': accountId, token } = run.inputs
  const baseUrl = run.environment.variables.CLOUDFLARE_API_BASE_URL
  if (baseUrl) requireSafe(baseUrl)
  return {
    cloudflare:
      apiToken === undefined || accountId === undefined
        ? undefined
        : connectCloudflare(run.transport, {
            accountId,
            token: apiToken,
            ...(baseUrl ? { baseUrl } : {}),
          }),
    history: token
      ? connectForge(run, token).changes
      : createGitChanges(run.environment.workspace, run.signal),
  }
}

/** @throws UsageError `input-invalid` for an address to which a token must not go */
function requireSafe(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '')
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return
  throw new UsageError(
    'input-invalid',
    'the variable CLOUDFLARE_API_BASE_URL is no https: address',
    'Leave it out, or write it as https://host/client/v4.',
  )
}
