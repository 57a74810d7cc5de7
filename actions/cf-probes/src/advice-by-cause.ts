import type { ProbeResult } from '@suite/probes'
import { visible } from '@suite/report'
import { type Answer, type FailureKind, headerOf, isPage } from '@suite/wire'

/** Returns what to do about a probe by its cause and, as far as there is one, by the answer that came. */
export function adviseByCause(result: ProbeResult, file: string): string {
  const { cause } = result
  if (cause === 'unreachable') return onNoAnswer(failureIn(result))
  if (cause === 'not-ready') return onNotReady(answerIn(result))
  if (cause === 'wrong-content') return onWrongContent(result, visible(file))
  return advice[cause]
}

function onNoAnswer(kind: FailureKind | undefined): string {
  switch (kind) {
    case 'dns':
      return 'There is no such host: correct base-url, or create its DNS record or custom domain.'
    case 'tls':
      return 'Look at the certificate of the host of base-url: it must be valid for that name, and trusted by the runner.'
    case 'proxy':
      return 'The proxy of the runner refuses: look at the variable HTTPS_PROXY, and at the rules of the proxy.'
    case 'timeout':
      return 'Something took the request and gave no whole answer in time: look at what the Worker waits for.'
    default:
      return 'No answer came. Look at name, route, certificate and firewall of base-url.'
  }
}

/** A status that passes by itself is the only reason to wait longer. */
function onNotReady(answer: Answer | undefined): string {
  const status = answer?.status ?? 0
  if (answer && headerOf(answer, 'cf-mitigated') !== undefined)
    return 'Add that rule for the runner, then run again.'
  if (status === 404 || (answer && isPage(answer) && status < 300))
    return 'No Worker is served at this address: look at routes and domains, and at base-url.'
  if (status === 429)
    return 'Something limits how often it may be asked: allow the runner more, or ask less with a lower consecutive.'
  if (status >= 520)
    return 'Cloudflare got no usable answer from what is behind this address: look at its routes, domains and DNS records.'
  if (status === 503 || status === 408 || status === 425)
    return 'The Worker, or what is before it, kept saying "not now": look at its log. If it is known to start slowly, raise timeout.'
  if (status >= 500) return 'The Worker fails: look at its log, and correct it.'
  return 'The platform or the Worker kept saying "not now". Look at routes and domains.'
}

/** The first thing that is not as expected decides: a status tells more than what follows from it. */
function onWrongContent({ checks }: ProbeResult, file: string): string {
  const wrong = checks.find(({ holds }) => !holds)
  const status = wrong?.expects.startsWith('the status') ? Number(wrong.found) : 0
  if (status === 401 || status === 403)
    return `The Worker does not let the probe in: give it what it needs as headers of the probe in ${file}, from secrets, or expect ${status} there.`
  if (status === 405 || status === 501)
    return `The Worker does not take this method at this path: correct the probe in ${file}, or the Worker.`
  if (status >= 300 && status < 400)
    return `The Worker answers with a redirect, which is not followed: correct the path in ${file}, or expect ${status} there.`
  if (wrong?.found === 'text/html')
    return `A page came, as it does for a path that only the static assets answer: correct the path in ${file}, or let the Worker answer it.`
  return 'The version that answers is wrong: roll back or correct it. Its transcript has what came.'
}

const advice: Readonly<
  Record<Exclude<ProbeResult['cause'], 'unreachable' | 'not-ready' | 'wrong-content'>, string>
> = {
  passed: '',
  'unproven-content':
    'The answers do not name their version, so the run waited for the version before to go. Correct the Worker, and let its answers name their version.',
  'wrong-version':
    'Look whether the deployment has the expected version; a route may lead to another Worker or environment.',
  'unnamed-version':
    'Let every answer of the Worker name its version in the header x-worker-version, from the binding version_metadata; `version` in the probe file names another header, and `required: false` there accepts answers without one.',
  fleeting: 'All was as expected except for what can vary, such as a latency. Make it faster, or allow more.',
  'no-route':
    'This runner cannot reach the address, for example because it has no IPv6. Use another runner, or leave family out of the probe.',
  time: 'Raise timeout, or ask for fewer passes with consecutive.',
  service: 'Look at the namespace: what was written did not come back, or did not go.',
}

/** Returns the answer that was not a success or, without such a one, the last one. */
function answerIn({ exchanges }: ProbeResult): Answer | undefined {
  const answers = exchanges.flatMap(({ outcome }) => ('answer' in outcome ? [outcome.answer] : []))
  return answers.find(({ status }) => status >= 400) ?? answers.at(-1)
}

function failureIn({ exchanges }: ProbeResult): FailureKind | undefined {
  return exchanges.flatMap(({ outcome }) => ('failure' in outcome ? [outcome.failure.kind] : []))[0]
}
