import { OutsideError } from '@suite/errors'
import type { Answer, HttpRequest, Transport } from '@suite/http'
import * as z from 'zod/mini'
import { refuseAddress } from './addresses.ts'
import { type Challenge, readChallenges } from './challenges.ts'
import { quote } from './quote.ts'
import { registryReasons } from './reasons.ts'
import { refuse } from './refusal.ts'
import type { Standing } from './standing.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface SessionOptions {
  readonly transport: Transport
  /** Origin of the registry. */
  readonly registry: URL
  readonly repository: string
  readonly credentials: Credentials | undefined
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * Sends requests to one registry, and authenticates as it requires: at first without credentials, then by the challenge
 * of its 401. A new token that is refused is replaced once, because the clocks or replicas of a registry can lag behind
 * its token server. The next 401 is returned.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
export interface Session {
  readonly standing: Standing
  send(request: HttpRequest): Promise<Answer>
}

/** The wait in milliseconds before a refused token is replaced. */
const tokenDelay = 1_000

/**
 * Returns a session with one registry, without a request.
 * @throws OutsideError `registry-refused` from `send`, if the credentials cannot be sent or are refused
 */
export function openSession({ transport, registry, repository, credentials, wait }: SessionOptions): Session {
  let authorization: string | undefined

  async function send(request: HttpRequest): Promise<Answer> {
    let used = authorization
    let answer = await transport.send(withAuthorization(request, used))
    for (let renewals = 0; answer.status === 401 && renewals < 2; renewals += 1) {
      if (renewals > 0 && !isToken(used)) return answer
      if (renewals > 0) await wait(tokenDelay)
      // Another request may have got a newer token in the meantime.
      const renewed = authorization === used ? await authorize(answer) : authorization
      if (renewed === undefined) return answer
      authorization = renewed
      used = renewed
      answer = await transport.send(withAuthorization(request, used))
    }
    return answer
  }

  /** Returns the credentials for a challenge; undefined if it cannot be met. */
  async function authorize(answer: Answer): Promise<string | undefined> {
    const challenges = readChallenges(answer.headers.get('www-authenticate') ?? '')
    const bearer = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'))
    if (bearer) return `Bearer ${await fetchToken(bearer)}`
    const basic = challenges.some(({ scheme }) => scheme === 'basic')
    return basic && credentials ? toBasic(credentials) : undefined
  }

  async function fetchToken({ parameters }: Challenge): Promise<string> {
    const realm = readRealm(parameters.get('realm') ?? '', registry)
    const service = parameters.get('service')
    if (service) realm.searchParams.set('service', service)
    for (const scope of (parameters.get('scope') ?? `repository:${repository}:pull`).split(' '))
      realm.searchParams.append('scope', scope)
    const answer = await transport.send({
      method: 'GET',
      url: realm.href,
      headers: {
        accept: 'application/json',
        ...(credentials && { authorization: toBasic(credentials) }),
      },
      maxBytes: 64 * 1024,
    })
    const request = `GET ${realm.origin}${realm.pathname}`
    if (answer.status !== 200)
      throw refuse(
        answer,
        { to: `get a token for ${quote(repository)}`, request },
        credentials ? 'user' : 'unknown',
      )
    const read = z.safeParse(tokenAnswer, answer.json())
    const token = read.data?.token ?? read.data?.access_token
    if (token !== undefined) return token
    throw new OutsideError(
      registryReasons['registry-refused'],
      `could not get a token for ${quote(repository)}: ${request} answered 200, but gave none`,
      'Check that `image` names a registry, and that nothing in between answers in its place.',
    )
  }

  return {
    get standing() {
      return credentials ? 'user' : isToken(authorization) ? 'anonymous' : 'unknown'
    },
    send,
  }
}

function isToken(authorization: string | undefined): boolean {
  return authorization?.startsWith('Bearer ') ?? false
}

function withAuthorization(request: HttpRequest, authorization: string | undefined): HttpRequest {
  return authorization === undefined
    ? request
    : { ...request, headers: { ...request.headers, authorization } }
}

function toBasic({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Checks the realm, because the password goes there: a compromised registry could name an address of its own. */
function readRealm(text: string, registry: URL): URL {
  const realm = URL.canParse(text) ? new URL(text) : undefined
  const wrong = realm === undefined ? 'it is not a URL' : refuseAddress(realm, registry)
  if (realm !== undefined && wrong === undefined) return realm
  throw new OutsideError(
    registryReasons['registry-refused'],
    `the registry ${registry.host} wants its tokens fetched from ${quote(realm?.origin ?? text)}, which is refused: ${wrong}`,
    'The realm that a registry names must be https, and reachable from outside. Set the public URL in the configuration of the registry.',
  )
}

const tokenText = z.string().check(z.regex(/^[\x21-\x7e]{1,16384}$/))
const tokenAnswer = z.object({ token: z.optional(tokenText), access_token: z.optional(tokenText) })
