import { commonReasons, UsageError } from '@suite/errors'

/**
 * Refuses to use a token or a secret in a run that a stranger may control. A workflow_run that follows a pull request
 * from a fork has the secrets of the repository, and the probe file may be that of the fork. This action does not run on
 * pull_request_target.
 *
 * @param input the input that gives the token or the secret
 *
 * @throws UsageError `event-unsupported`
 */
export function refuseSecretsOfForks(
  event: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> },
  input: 'kv-namespace-id' | 'secrets',
): void {
  if (event.name !== 'workflow_run') return
  const { workflow_run: origin, repository } = event.payload as Payload
  const head = origin?.head_repository?.full_name
  if (head !== undefined && head === repository?.full_name) return
  throw new UsageError(
    commonReasons['event-unsupported'],
    `${input === 'secrets' ? 'no probe is run with secrets' : 'the KV probe is not run with a token'} on workflow_run from ${head === undefined ? 'an unknown repository' : 'a fork'}`,
    `Probe on push, or leave ${input} out here.`,
  )
}

interface Payload {
  readonly workflow_run?: { readonly head_repository?: { readonly full_name?: string } | null }
  readonly repository?: { readonly full_name?: string }
}
