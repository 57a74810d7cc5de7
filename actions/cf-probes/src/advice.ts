import type { ProbeResult } from '@suite/probes'
import { firstOf, visible } from '@suite/report'
import { adviseByCause } from './advice-by-cause.ts'
import { howToReplace, type Origin } from './origin.ts'

/** Returns what to do about a probe that did not pass. A path that is not there is never a reason to wait or to roll back. */
export function adviceFor(result: ProbeResult, origin: Origin): string {
  const { name, missing } = result
  const isOfPreset = origin.ofPreset.has(name)
  if (missing.length > 0) {
    const lacks = `your Worker has no ${firstOf(missing, 5, (each) => visible(each))}`
    return isOfPreset
      ? `${lacks}: ${howToReplace(origin)}`
      : `${lacks}: correct the path in ${visible(origin.file)}, or add it to the Worker`
  }
  if (isOfPreset && asksForAnotherApi(result))
    return `The answer is not that of the API of the CI/CD playbook. If this Worker is that API, correct it; its transcript has what came. For any other Worker, ${howToReplace(origin)}.`
  return result.advice ?? adviseByCause(result, origin.file)
}

/** Returns what to do about a run whose probes did not all pass; undefined if all of them passed. */
export function fixFor(results: readonly ProbeResult[], origin: Origin): string | undefined {
  const bad = results.filter(({ state }) => state !== 'pass')
  const ofPreset = bad.filter(({ name }) => origin.ofPreset.has(name))
  if (ofPreset.some(asksForAnotherApi))
    return `The probes of the CI/CD playbook fit its API alone. For any other Worker, ${howToReplace(origin)}; the file shown below is one to begin with.`
  if (bad.length > 0 && bad.every(({ missing }) => missing.length > 0))
    return `Correct the paths in ${visible(origin.file)}, or add them to the Worker.`
  const graver = [...bad].sort((one, other) => gravity(other) - gravity(one))
  const advice = graver.map((result) => adviceFor(result, origin))
  const [first] = advice
  if (first === undefined) return undefined
  const fix = new Set(advice).size === 1 ? first : `For ${graver[0]?.name}: ${first}`
  return bad.every(({ state }) => state === 'inconclusive')
    ? `${fix} To accept it as it is, set on-inconclusive: warn.`
    : fix
}

function gravity({ state }: ProbeResult): number {
  return state === 'inconclusive' ? 0 : 1
}

/** Returns whether a probe failed by what the Worker answered, and not by the network, the version or the time. */
export function asksForAnotherApi({ state, cause }: Pick<ProbeResult, 'state' | 'cause'>): boolean {
  return state !== 'pass' && ['wrong-content', 'unproven-content', 'not-ready'].includes(cause)
}
