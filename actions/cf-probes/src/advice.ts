import type { Converged, ProbeResult } from '@suite/probes'
import { firstOf, visible } from '@suite/report'
import { howToReplace, type Origin } from './origin.ts'

/** Returns what to do about a probe that did not pass. A path that is not there is never a reason to wait or to roll back. */
export function adviceFor(result: ProbeResult, origin: Origin): string {
  const { name, missing, cause } = result
  const isOfPreset = origin.ofPreset.has(name)
  if (missing.length > 0) {
    const lacks = `your Worker has no ${firstOf(missing, 5, (each) => visible(each))}`
    return isOfPreset
      ? `${lacks}: ${howToReplace(origin)}`
      : `${lacks}: correct the path in ${visible(origin.file)}, or add it to the Worker`
  }
  if (isOfPreset && asksForAnotherApi(result))
    return `The answer is not that of the API of the CI/CD playbook. If this Worker is that API, correct it; its transcript has what came. For any other Worker, ${howToReplace(origin)}.`
  return result.advice ?? advice[cause]
}

/**
 * Returns what to do about a run that failed, if that is not what the reason says: the probes ask for paths that the
 * Worker does not have, or for another API.
 */
export function fixFor(results: readonly ProbeResult[], origin: Origin): string | undefined {
  const bad = results.filter(({ state }) => state !== 'pass')
  const ofPreset = bad.filter(({ name }) => origin.ofPreset.has(name))
  if (ofPreset.some(asksForAnotherApi))
    return `The probes of the CI/CD playbook fit its API alone. For any other Worker, ${howToReplace(origin)}; the lines at the end are a file to begin with.`
  if (bad.length > 0 && bad.every(({ missing }) => missing.length > 0))
    return `Correct the paths in ${visible(origin.file)}, or add them to the Worker.`
  return undefined
}

/** Returns whether a probe failed by what the Worker answered, and not by the network, the version or the time. */
export function asksForAnotherApi({ state, cause }: Pick<ProbeResult, 'state' | 'cause'>): boolean {
  return state !== 'pass' && ['wrong-content', 'unproven-content', 'not-ready'].includes(cause)
}

const advice: Readonly<Record<Converged['cause'], string>> = {
  passed: '',
  'wrong-content':
    'The version that answers is wrong: roll back or correct it. Its transcript has what came.',
  'unproven-content':
    'The answers do not name their version, so the run waited for the version before to go. Correct the Worker, and let its answers name their version.',
  'wrong-version':
    'Look whether the deployment has the expected version; a route may lead to another Worker or environment.',
  'unnamed-version':
    'Let every answer of the Worker name its version in the header x-worker-version, from the binding version_metadata; `version` in the probe file names another header, and `required: false` there accepts answers without one.',
  'not-ready':
    'The platform or the Worker kept saying "not now". Look at routes and domains, or raise timeout.',
  fleeting: 'It was as expected but for what can vary, as a latency. Look at its samples, or allow more.',
  unreachable: 'No answer came. Look at name, route, certificate and firewall of base-url.',
  'no-route': 'This runner has no way there, by IPv6 for one. Run it on another, or leave family out.',
  time: 'Raise timeout, or ask for fewer passes with consecutive.',
  service: 'Look at the namespace: what was written did not come back, or did not go.',
}
