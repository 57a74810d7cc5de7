import { parseJson, valueAt } from '@suite/rest/json'
import { type Answer, valuesOf } from '@suite/wire'
import { type Check, check } from '../../check.ts'
import { type Demand, meet } from '../../demand.ts'
import { readJsonOf } from '../../json.ts'
import { noPage } from '../../no-page.ts'
import { fill, type Replacements } from '../../placeholders.ts'
import type { AskingProbe, Named, ProbeRequest } from '../../probe.ts'
import { isNeverShown } from '../../redaction.ts'

/** What an answer must be. Times are in milliseconds. */
export interface Expectation {
  readonly status: readonly number[]
  readonly headers: readonly (readonly [name: string, demand: Demand])[]
  readonly json: readonly (readonly [pointer: string, demand: Demand])[]
  readonly text: readonly Demand[]
  readonly latency: number | undefined
  readonly tlsDaysLeft: number | undefined
}

/** A value that later requests of the same probe may use. */
export interface Capture {
  readonly name: string
  readonly from: { readonly json: string } | { readonly header: string }
  readonly secret: boolean
}

/** A request of a probe, what is expected of its answer, and what is captured from it. */
export interface Step {
  readonly request: ProbeRequest
  readonly expect: Expectation
  readonly capture: readonly Capture[]
}

/** Proves what a person wrote: requests one after another, each with what is expected of its answer. */
export function httpProbe(named: Named, steps: readonly Step[]): AskingProbe<readonly Step[]> {
  const shownHeaders = steps.flatMap(({ expect }) => expect.headers.map(([header]) => header))
  const statuses = steps.map(({ expect }) => expect.status)
  return { ...named, kind: 'http', terms: steps, writes: false, shownHeaders, statuses, attempt }
}

const attempt: AskingProbe<readonly Step[]>['attempt'] = async (ask, steps, { keepSecret, secrets }) => {
  const captured: Replacements = new Map(secrets)
  const checks: Check[] = []
  for (const [index, { request, expect, capture }] of steps.entries()) {
    const title = steps.length === 1 ? 'request' : `request ${index + 1}`
    const answer = await ask(title, fill(request, captured))
    const prefix = steps.length === 1 ? '' : `request ${index + 1}: `
    const found = [...judgeAnswer(answer, expect), ...takeInto(captured, answer, capture, keepSecret)]
    checks.push(...found.map((each) => ({ ...each, expects: `${prefix}${each.expects}` })))
    // Later requests depend on this one, and would fail for its reason instead of their own.
    if (found.some(({ holds }) => !holds)) break
  }
  return { checks }
}

/** Judges an answer by what is expected of it. */
export function judgeAnswer(answer: Answer, expect: Expectation): Check[] {
  const { status, headers, json, text, latency, tlsDaysLeft } = expect
  const typed = headers.some(([name]) => name === 'content-type')
  const body = json.length > 0 ? readJsonOf(answer, 'the body') : undefined
  return [
    check(`the status is ${status.join(' or ')}`, status.includes(answer.status), String(answer.status)),
    // A page that is not expected is an error page with status 200.
    ...(typed ? [] : [noPage('the body', answer)]),
    ...headers.map(([name, demand]) => meetHeader(name, demand, valuesOf(answer, name))),
    ...(body?.checks ?? []),
    ...json.map(([pointer, demand]) =>
      meet(pointer === '' ? 'the body' : pointer, demand, valueAt(body?.value, pointer)),
    ),
    ...text.map((demand) => meet('the body', demand, answer.body)).map(({ found: _, ...rest }) => rest),
    ...(latency === undefined
      ? []
      : [{ ...check(`it takes at most ${latency} ms`, answer.timings.total <= latency), fleeting: true }]),
    ...(tlsDaysLeft === undefined ? [] : [checkCertificate(answer, tlsDaysLeft)]),
  ]
}

function checkCertificate({ tlsDaysLeft: left }: Answer, least: number): Check {
  const found = left === undefined ? 'no TLS' : left >= least ? undefined : 'fewer'
  return check(`the certificate is good for ${least} days more`, left !== undefined && left >= least, found)
}

function meetHeader(name: string, demand: Demand, values: readonly string[]): Check {
  // A header that is sent twice does not equal any value.
  if ('equals' in demand && values.length > 1)
    return check(
      `the header ${name} is ${JSON.stringify(demand.equals)}`,
      false,
      `came ${values.length} times`,
    )
  const met = meet(`the header ${name}`, demand, values.length === 0 ? undefined : values.join(', '))
  return isNeverShown(name) ? { expects: met.expects, holds: met.holds } : met
}

function takeInto(
  captured: Map<string, string>,
  answer: Answer,
  captures: readonly Capture[],
  keepSecret: (secret: string) => void,
): Check[] {
  return captures.map(({ name, from, secret }) => {
    const value =
      'json' in from ? valueAt(parseJson(answer.body), from.json) : valuesOf(answer, from.header)[0]
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    const usable = typeof text === 'string' && text !== ''
    if (usable) {
      if (secret) keepSecret(text)
      captured.set(name, text)
    }
    return check(
      `${'json' in from ? from.json : `the header ${from.header}`} can be captured as ${name}`,
      usable,
    )
  })
}
