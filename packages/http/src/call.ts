import { validateHeaderName, validateHeaderValue } from 'node:http'
import { UsageError } from '@suite/errors'
import type { Body, Sink } from '@suite/wire'
import { isReadableByOthers } from '@suite/wire/address'
import { type Answer, type JoinedAnswer, readJson, readRequestId } from './answer.ts'
import { HttpError } from './http-error.ts'
import type { HttpErrorFacts } from './http-error-words.ts'
import type { Outcome } from './outcome.ts'
import { httpReasons } from './reasons.ts'

export interface HttpRequest {
  readonly method: string
  /** `http:` or `https:`, without user and password. */
  readonly url: string
  /** With `Connection: close` the request gets a connection of its own, also if one is kept. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** A source is read while it is sent, and opened again for each time that the request is sent. */
  readonly body?: Body | undefined
  /** How messages name the target; the URL without its query by default. */
  readonly route?: string | undefined
  /**
   * What the request changes. `read`: nothing, as with GET, HEAD and OPTIONS by default, and with a GraphQL query by
   * POST.
   * `repeatable`: a write that does no more when it is sent twice, so that it is sent again if no answer came.
   * `write`: it is not sent again once it may have been carried out.
   */
  readonly effect?: 'read' | 'repeatable' | 'write' | undefined
  /**
   * Follow one redirect of a GET or HEAD. No credential is sent there, not even to the same origin:
   * only headers that describe the wanted answer. A second redirect, and one to an address that others can read, fails.
   */
  readonly follow?: boolean | undefined
  /** Return a 3xx as an answer, for a caller that follows it itself. Other answers are handled as usual. */
  readonly redirects?: boolean | undefined
  /** Return every answer, 3xx, 429 and 5xx too, and send once: for a caller that judges the answer itself. */
  readonly raw?: boolean | undefined
  /** The caller sends a raw request again itself: the log says that it waits, as it does for every other request. */
  readonly sentAgain?: boolean | undefined
  /**
   * Gets the body of an answer with status 200 instead of memory, as it is stored: without compression. `received` of
   * the answer says how many bytes; undefined means that no byte was written.
   */
  readonly into?: Sink | undefined
  /** Bytes that the body may have, compressed or not; 10 MiB by default. */
  readonly maxBytes?: number | undefined
}

/** A request as it is sent, with what its messages need. */
export interface Call {
  readonly method: string
  readonly url: URL
  readonly route: string
  readonly headers: Readonly<Record<string, string>>
  readonly write: boolean
  /** Sent twice, it changes no more than sent once. */
  readonly repeatable: boolean
  /** Over a connection of its own, as the header `Connection: close` asks. */
  readonly fresh: boolean
  /** One redirect may be followed. */
  readonly follow: boolean
  /** On the clock of `performance`. */
  readonly started: number
}

/**
 * @param plainOrigin the one origin that may be asked over plain http although it is not on loopback
 * @throws UsageError for a URL or a header that cannot be sent
 */
export function prepare(request: HttpRequest, userAgent: string, plainOrigin?: string): Call {
  const url = readUrl(request.url)
  requireUnreadable(url, plainOrigin)
  const method = request.method.toUpperCase()
  const headers: Readonly<Record<string, string>> = {
    'user-agent': userAgent,
    'accept-encoding': request.into ? 'identity' : 'gzip',
    ...readHeaders(request.headers ?? {}),
  }
  const effect = request.effect ?? (['GET', 'HEAD', 'OPTIONS'].includes(method) ? 'read' : 'write')
  return {
    method,
    url,
    route: (request.route ?? `${url.origin}${url.pathname}`).slice(0, 300),
    headers,
    write: effect !== 'read',
    repeatable: effect !== 'write',
    fresh: headers.connection === 'close',
    follow: mayFollow(request, method, effect),
    started: performance.now(),
  }
}

/** A caller that judges a 3xx itself gets it; a body is sent only to the address that it is meant for. */
function mayFollow({ follow, raw, redirects, body }: HttpRequest, method: string, effect: string): boolean {
  const plain = !raw && !redirects && body === undefined && effect === 'read'
  return follow === true && plain && ['GET', 'HEAD'].includes(method)
}

/** Returns the facts of an error about this request, except what is wrong. */
export function describe(
  { method, url, route, started }: Call,
  outcome: Outcome,
  { attempts, total, now, follows }: Pick<HttpErrorFacts, 'attempts' | 'total' | 'now' | 'follows'>,
): Omit<HttpErrorFacts, 'kind' | 'ambiguous'> {
  const facts = { method, route, attempts, total, milliseconds: performance.now() - started, now }
  if ('failure' in outcome) return { ...facts, failure: outcome.failure }
  const { status, headers } = outcome.answer
  return {
    ...facts,
    status,
    requestId: readRequestId(headers),
    target: readTarget(headers.get('location'), url),
    follows,
  }
}

/**
 * Returns an answer as callers get it.
 * @throws HttpError from `json`, if the body is not JSON
 */
export function toAnswer(
  raw: JoinedAnswer,
  facts: Omit<HttpErrorFacts, 'kind' | 'ambiguous'>,
  { url, write }: Call,
  redact: (text: string) => string,
): Answer {
  return {
    ...raw,
    url: url.href,
    attempts: facts.attempts,
    milliseconds: facts.milliseconds,
    text: () => new TextDecoder().decode(raw.body),
    json: () =>
      readJson(raw, (sentence) => {
        const words = `answered ${raw.status}, but ${sentence}`
        return new HttpError({ ...facts, kind: 'malformed', ambiguous: write, sentence: words }, redact)
      }),
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const wrong =
    url === undefined
      ? 'is not valid'
      : !['http:', 'https:'].includes(url.protocol)
        ? 'is neither http: nor https:'
        : url.username !== '' || url.password !== ''
          ? 'holds a user or a password'
          : undefined
  if (url !== undefined && wrong === undefined) return url
  // The URL itself is not repeated: what is wrong with it may be a secret in it.
  throw new UsageError(
    httpReasons['url-invalid'],
    `a URL ${wrong}`,
    'Write it as https://host/path. Give a token in its own input.',
  )
}

/** Applies to every request, not only to one with a token: questions and answers are private too. */
function requireUnreadable(url: URL, plainOrigin: string | undefined): void {
  if (!isReadableByOthers(url) || url.origin === plainOrigin) return
  throw new UsageError(
    httpReasons['url-invalid'],
    `${url.origin} must be https (plain http only on loopback): nothing was sent`,
    'Write the address with https. Plain http is used only for the forge that the runner itself reaches over plain http, at the origin of GITHUB_SERVER_URL.',
  )
}

function readHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      try {
        validateHeaderName(name)
        validateHeaderValue(name, value)
      } catch {
        throw new UsageError(
          httpReasons['header-invalid'],
          `the header ${JSON.stringify(name)} holds a character that HTTP does not allow`,
          'Look for a line break or a blank in the input that it is made of, often a token.',
        )
      }
      return [name.toLowerCase(), value]
    }),
  )
}

/** The origin alone: the rest of a Location may hold a token. */
function readTarget(location: string | undefined, base: URL): string | undefined {
  return location !== undefined && URL.canParse(location, base.href)
    ? new URL(location, base).origin
    : undefined
}
