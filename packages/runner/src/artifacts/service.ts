import { UsageError } from '@suite/errors'
import { isReadableByOthers } from '@suite/wire/address'
import { artifactReasons } from './reasons.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The artifact service of a forge, from the variables of the job. */
export interface Service {
  readonly kind: 'available'
  readonly token: string
  readonly address: string
  /** The name of the server to give to the client. */
  readonly serverUrl: string
  /** Whether a second upload of a name silently replaces the first. If not, it is refused with 409. */
  readonly overwrites: boolean
}

export interface Unavailable {
  readonly kind: 'unavailable'
  /** A sentence for the log. */
  readonly why: string
}

/**
 * Returns the artifact service if the client can use it.
 *
 * The client decides by the name in GITHUB_SERVER_URL: it treats every name except github.com, *.ghe.com and
 * *.localhost as GitHub Enterprise Server, which has no such service. Gitea and Forgejo have the service under any
 * name, so for them the client gets a name that it accepts. It uses that variable for nothing else, and finds the
 * service by ACTIONS_RESULTS_URL.
 * https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/config.ts
 *
 * @throws UsageError `artifact-not-uploaded` for an address that the token of the job must not be sent to
 */
export function findService(environment: Environment): Service | Unavailable {
  const { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: address } = environment
  if (!token || !address) {
    const why = 'This run is not given a service for artifacts (ACTIONS_RESULTS_URL).'
    return { kind: 'unavailable', why }
  }
  requireUnreadable(environment, address)
  if (isOfGitea(environment))
    return { kind: 'available', token, address, overwrites: true, serverUrl: 'http://forge.localhost' }
  const serverUrl = environment.GITHUB_SERVER_URL || 'https://github.com'
  if (isAccepted(serverUrl)) return { kind: 'available', token, address, overwrites: false, serverUrl }
  const why = 'GitHub Enterprise Server has no service for artifacts that the client can speak with.'
  return { kind: 'unavailable', why }
}

/**
 * Checks that the token of the job is safe at the address of the service. Only Gitea may use plain http: a runner
 * that reaches Gitea over http also gets the address of the service and the job with all its secrets that way.
 * @throws UsageError `artifact-not-uploaded` if the address is not safe
 */
function requireUnreadable(environment: Environment, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && !isReadableByOthers(url)) return
  const ofRunner = [environment.GITHUB_SERVER_URL, environment.ACTIONS_RUNTIME_URL]
  if (isOfGitea(environment) && url && ofRunner.some((each) => originOf(each) === url.origin)) return
  throw new UsageError(
    artifactReasons['artifact-not-uploaded'],
    `the service for artifacts (ACTIONS_RESULTS_URL) ${url ? 'must be https (plain http only on loopback)' : 'has no address that can be read'}`,
    'The token of the job would go there. Connect the runner by https, or leave the upload out.',
  )
}

function isOfGitea(environment: Environment): boolean {
  return environment.GITEA_ACTIONS === 'true' || environment.FORGEJO_ACTIONS === 'true'
}

function originOf(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text).origin : undefined
}

/** Returns why this run cannot upload, as a sentence; `undefined` if it can. It sends no request. */
export function whyUnavailable(environment: Environment): string | undefined {
  const service = findService(environment)
  return service.kind === 'unavailable' ? service.why : undefined
}

function isAccepted(serverUrl: string): boolean {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : ''
  return host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost')
}
