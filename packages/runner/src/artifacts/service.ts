import { UsageError } from '@suite/errors'
import { isReadableByOthers } from '@suite/wire/address'
import { artifactReasons } from './reasons.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The artifact service of a forge, as a job is told of it. */
export interface Service {
  readonly kind: 'available'
  readonly token: string
  readonly address: string
  /** The name of the server that the client is to be told. */
  readonly serverUrl: string
  /** Does a second upload of a name replace the first without a word? Otherwise it is refused with 409. */
  readonly overwrites: boolean
}

export interface Unavailable {
  readonly kind: 'unavailable'
  /** A sentence for the log. */
  readonly why: string
}

/**
 * Is there a service that the client can speak with?
 *
 * The client goes by the name in GITHUB_SERVER_URL and takes every other than github.com, *.ghe.com and *.localhost
 * for GitHub Enterprise Server, which has no such service. Gitea and Forgejo have it under any name, so for them the
 * client is told a name that it lets pass; it uses that variable for nothing else, and finds the service by
 * ACTIONS_RESULTS_URL. https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/config.ts
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
 * The token of the job goes to the service, so that its address must be safe. Gitea alone may have it on plain http: a
 * runner that reaches Gitea so names the service at its own address, and fetches the job with all its secrets there.
 * @throws UsageError `artifact-not-uploaded`
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

/** Why this run cannot upload, as a sentence; `undefined` where it can. Asks nobody. */
export function whyUnavailable(environment: Environment): string | undefined {
  const service = findService(environment)
  return service.kind === 'unavailable' ? service.why : undefined
}

function isAccepted(serverUrl: string): boolean {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : ''
  return host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost')
}
