import { createGitChanges } from '@suite/changes/clone'
import { connectCloudflare, readBaseUrl } from '@suite/cloudflare'
import type { InputsOf } from '@suite/contract'
import { connectForge } from '@suite/forge'
import type { Run } from '@suite/runner'
import type { contract } from './contract.ts'
import type { Ports } from './ports.ts'

/**
 * Returns the clients of Cloudflare, if there is a token, and of the history of commits. Sends no request.
 * @throws UsageError `input-invalid` if an address is not safe to send a token to
 */
export function connectPorts(run: Run<InputsOf<typeof contract>>): Ports {
  const { 'api-token': apiToken, 'account-id': accountId, token } = run.inputs
  const baseUrl = readBaseUrl(run.environment.variables)
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
      : createGitChanges(run.environment.workspace, run.signal, { deadline: run.deadline }),
  }
}
