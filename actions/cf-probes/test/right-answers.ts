import type { Answer } from '@suite/testkit/core'
import type { Sent } from './sent-answers.ts'
import { appOrigin } from './worker.ts'

/** Returns whether an answer is right for a probe. Written anew, so that an error of the action is not repeated here. */
export type IsRight = (answer: Answer) => boolean

const textOf = ({ body }: Answer) =>
  Buffer.isBuffer(body) ? body.toString() : typeof body === 'string' ? body : JSON.stringify(body ?? '')

function jsonOf(answer: Answer): Record<string, unknown> {
  try {
    return JSON.parse(textOf(answer)) ?? {}
  } catch {
    return {}
  }
}

const headerOf = ({ headers = {} }: Answer, name: string) => headers[name] ?? ''

const hasKey =
  (modulus: string): IsRight =>
  (answer) => {
    const { keys } = jsonOf(answer)
    return answer.status === 200 && Array.isArray(keys) && keys.some(({ n, d }) => n === modulus && !d)
  }

const hasToken =
  (tokens: readonly string[]): IsRight =>
  (answer) =>
    answer.status === 200 && tokens.includes(String(jsonOf(answer).token))

const isBound: IsRight = (answer) => answer.status === 200 && jsonOf(answer).ai_bound === true

const allowsApp: IsRight = (answer) => headerOf(answer, 'access-control-allow-origin') === appOrigin

const allowsPreflight: IsRight = (answer) =>
  answer.status >= 200 &&
  answer.status < 300 &&
  allowsApp(answer) &&
  ['content-type', 'x-user-email', 'x-intelligence-tier'].every((name) =>
    headerOf(answer, 'access-control-allow-headers').toLowerCase().includes(name),
  )

/** The route answered, and gives no permission. */
const allowsNoStranger: IsRight = (answer) =>
  (Math.floor(answer.status / 100) === 2 ||
    [400, 401, 403, 405, 409, 410, 412, 422].includes(answer.status)) &&
  ['', appOrigin].includes(headerOf(answer, 'access-control-allow-origin'))

/** What a probe asks, and how often an attempt of all probes together asks it. */
export interface Asked {
  readonly name: string
  readonly asks: (request: Sent['request']) => boolean
  readonly isRight: IsRight
  readonly perAttempt?: number
}

const to = (method: string, path: string) => (request: Sent['request']) =>
  request.method === method && request.path === path

/** Everything that the default probes ask. */
export const askedByDefault = (modulus: string, tokens: readonly string[]): readonly Asked[] => [
  // The probe of the token reads the key set, too.
  {
    name: 'jwks',
    asks: to('GET', '/.well-known/jwks.json'),
    isRight: hasKey(modulus),
    perAttempt: 2,
  },
  { name: 'auth-guest', asks: to('POST', '/auth/guest'), isRight: hasToken(tokens) },
  {
    name: 'the preflight',
    asks: (request) => request.method === 'OPTIONS' && request.headers.origin === appOrigin,
    isRight: allowsPreflight,
  },
  {
    name: 'the preflight of a foreign origin',
    asks: (request) => request.method === 'OPTIONS' && request.headers.origin !== appOrigin,
    isRight: allowsNoStranger,
  },
  {
    name: 'the actual request',
    asks: to('POST', '/api/si/ask'),
    isRight: (answer) => allowsApp(answer) && headerOf(answer, 'access-control-expose-headers') !== '',
  },
  askedOfBinding,
]

export const askedOfBinding: Asked = {
  name: 'ai-binding',
  asks: to('GET', '/api/ai/binding'),
  isRight: isBound,
}

/** Returns what was not answered rightly so many times in a row at the end, by this version if one is given. */
export function wrongAnswer(
  sent: readonly Sent[],
  asked: readonly Asked[],
  { consecutive, version }: { readonly consecutive: number; readonly version?: string },
): string | undefined {
  for (const { name, asks, isRight, perAttempt = 1 } of asked) {
    const isGood = ({ answer }: Sent) =>
      answer !== undefined &&
      isRight(answer) &&
      (version === undefined || headerOf(answer, 'x-worker-version') === version)
    const answers = sent.filter(({ request }) => asks(request))
    const good = answers.filter(isGood).length
    if (good < consecutive * perAttempt) return `${name}: ${good} right answers of ${answers.length}`
    if (!answers.slice(-consecutive).every(isGood)) return `${name}: the last answers were not right`
  }
  return undefined
}
