import { digestsOf, type Reading } from '@suite/control-plane'
import type { Decision, Terms } from './decide.ts'

const newerRun = 'If a newer run moved it and is the right one, do nothing.'

/** Returns what to do about a pin that is not as it must be, if the reads tell more than the reason. */
export function fixFor(
  { reason }: Decision,
  readings: readonly Reading[],
  { wanted, previous, mode }: Terms,
): string | undefined {
  switch (reason) {
    case 'pin-lagging':
      return onLagging(readings, wanted)
    case 'pin-differs':
      return previous === undefined
        ? `Look whether the run that promotes this digest passed, and promote it if none did. ${newerRun} With \`evidence-path\` of the promotion, this message says which of the two it is.`
        : undefined
    case 'pin-missing':
      return mode === 'drift'
        ? 'Find out who deleted the pin, then promote the digest again. If it never existed, check `template`, `region` and `control-plane-url`.'
        : undefined
    default:
      return undefined
  }
}

/** Only a digest that came too late is a reason to wait longer. */
function onLagging(readings: readonly Reading[], wanted: string): string {
  const seen = digestsOf(readings)
  const always = seen.every((each) => each === wanted)
  if (seen.length < readings.length)
    return 'Find out why the control plane does not answer each read, then run again. If it only answers slowly, raise `timeout`, or lower `consecutive`.'
  if (always) return 'Raise `timeout`, or lower `consecutive`.'
  if (seen.at(-1) === wanted)
    return 'Run again. If the replicas of the control plane always follow this late, raise `timeout`.'
  return 'Look in the log of the control plane whether it stored the promotion. If it did, restart the replica that does not follow; raise `timeout` only if replicas always follow this late.'
}
