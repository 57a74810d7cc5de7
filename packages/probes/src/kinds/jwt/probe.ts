import { valueAt } from '@suite/rest/json'
import { type Answer, valuesOf } from '@suite/wire'
import { allHold, type Check, check } from '../../check.ts'
import { readJsonOf } from '../../json.ts'
import { fill } from '../../placeholders.ts'
import { type AskingProbe, type Judgement, type Named, type ProbeRequest, together } from '../../probe.ts'
import { readJwks } from '../jwks/probe.ts'
import { checkClaims, type TokenTerms } from './claims.ts'
import { readToken, type Token } from './token.ts'
import { type Verify, verifySignature } from './verify.ts'

export interface JwtTerms extends TokenTerms {
  readonly request: ProbeRequest
  /** Path of the key set. */
  readonly jwks: string
}

/** Proves that the Worker issues a token that verifies against the published keys and has the expected claims. */
export function jwtProbe(named: Named, terms: JwtTerms): AskingProbe<JwtTerms> {
  return {
    ...named,
    kind: 'jwt',
    terms,
    writes: false,
    shownHeaders: Object.keys(terms.headerClaims),
    attempt,
  }
}

const attempt: AskingProbe<JwtTerms>['attempt'] = async (ask, terms, { now, keepSecret, secrets }) => {
  const [given, keys] = await together([
    ask('token', fill(terms.request, secrets)),
    ask('key set', { method: 'GET', path: terms.jwks }),
  ])
  return judgeJwt({ given, keys }, terms, { now: now(), verify: verifySignature, keepSecret })
}

/** Judges the answer that should hold a token, at the time `now`. The token is registered as a secret. */
export async function judgeJwt(
  { given, keys }: { readonly given: Answer; readonly keys: Answer },
  terms: TokenTerms,
  { now, verify, keepSecret }: { now: Date; verify: Verify; keepSecret: (secret: string) => void },
): Promise<Judgement> {
  const { checks: json, value } = readJsonOf(given, 'the answer')
  const text = valueAt(value, terms.token)
  if (typeof text === 'string' && text !== '') keepSecret(text)
  const token = typeof text === 'string' ? readToken(text) : undefined
  const checks = [
    check('the status is 200 to 299', given.status >= 200 && given.status <= 299, String(given.status)),
    ...json,
    check(`${terms.token} is a token of three segments`, token !== undefined),
  ]
  if (token === undefined) return { checks }
  const signed = await checkSignature(token, keys, terms.algorithms, verify)
  return {
    checks: [
      ...checks,
      ...signed,
      ...checkClaims(token.claims, terms, Math.floor(now.getTime() / 1000)),
      ...Object.entries(terms.headerClaims).map(([header, claim]) =>
        checkEquality(valuesOf(given, header), header, token.claims[claim], claim),
      ),
    ],
    shows: showToken(token, terms),
  }
}

/** Checks the signature. The terms say which algorithms are allowed, and the token must name one of them. */
async function checkSignature(
  token: Token,
  keys: Answer,
  allowed: readonly string[],
  verify: Verify,
): Promise<Check[]> {
  const set = readJwks(keys)
  const { alg, kid, crit } = token.header
  const matching = set.keys.filter((key) => typeof kid === 'string' && key.kid === kid)
  const [key] = matching
  const usable =
    key !== undefined &&
    matching.length === 1 &&
    (key.alg === undefined || key.alg === alg) &&
    key.use !== 'enc'
  const known = typeof alg === 'string' && allowed.includes(alg)
  const sound = known && usable && crit === undefined && allHold(set.checks)
  return [
    check('the key set is sound', allHold(set.checks), set.checks.find(({ holds }) => !holds)?.expects),
    check(`the header names ${allowed.join(' or ')}`, known, String(alg)),
    check('the header asks for no extension (`crit`)', crit === undefined),
    check('the header names a key of the set (`kid`), which is for that algorithm', usable),
    check('the signature is by that key', sound && key !== undefined && (await verify(token, key, allowed))),
  ]
}

function checkEquality(values: readonly string[], header: string, claim: unknown, name: string): Check {
  const same = values.length === 1 && typeof claim === 'string' && claim !== '' && values[0] === claim
  return check(`the header ${header} repeats the claim ${name}`, same)
}

/** Claims that help a reviewer. Other claims may be confidential. */
const shownClaims = ['iss', 'aud', 'exp', 'nbf', 'iat']

function showToken({ header, claims, fingerprint }: Token, terms: TokenTerms): Record<string, string> {
  const names = [...shownClaims, ...Object.keys(terms.claims), ...Object.values(terms.headerClaims)]
  const shown = Object.entries(claims).filter(([name]) => names.includes(name))
  const { alg, kid, typ } = header
  return {
    'header of the token': JSON.stringify({ alg, kid, typ }),
    'claims of the token': JSON.stringify(Object.fromEntries(shown)),
    'signature of the token': fingerprint,
  }
}
