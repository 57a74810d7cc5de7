import { commonReasons, OutsideError, UsageError } from '@suite/errors'
import { describeEnd, type Ended } from '@suite/program'
import type { Lock } from '../source/project.ts'
import { sourceReasons } from '../source/reasons.ts'
import { lastWords, placeIn, plainText, typeProblems } from './last-words.ts'
import { denoReasons } from './reasons.ts'

export interface FailedStep {
  /** Such as `deno check`, or `deno compile for x86_64-apple-darwin`. */
  readonly what: string
  readonly ended: Ended
  /** The absolute path of the folder in which the commit is laid out. */
  readonly folder: string
  readonly lock: Lock
  /** Removes secrets. */
  readonly redact: (text: string) => string
}

const network =
  /error sending request|client error|dns error|timed? ?out|Connection re(?:set|fused)|\b(?:401|403|407|429|50\d)\b/i
const runtime = /denort|Setting up base binary|Failed to unpack archive/
const checksum = /checksum did not match|integrity check|Integrity check/i

/**
 * Returns the error of a step of deno that failed: its reason, the last words of deno without secrets, and the fix.
 */
export function failureOf(step: FailedStep): UsageError | OutsideError {
  const { ended, what, lock } = step
  const ending = `${what} ${describeEnd(ended)}`
  if (ended.stopped === 'deadline')
    return new OutsideError(
      commonReasons['deadline-passed'],
      ending,
      'Raise timeout, or look at the registry that deno asks.',
    )
  if (ended.stopped === 'cancelled') return new OutsideError(commonReasons.cancelled, ending)
  const text = step.redact(plainText(ended.stderr, step.folder))
  const words = lastWords(text)
  const said = words.length === 0 ? ending : `${ending}: ${words.join('\n')}`
  if (ended.exitCode === null)
    return new OutsideError(
      commonReasons['outside-failed'],
      said,
      'The system ended it; if the memory was full, lower concurrency.',
    )
  const types = typeProblems(text)
  if (/Type checking failed/.test(text) && types.length > 0)
    return new UsageError(denoReasons['types-wrong'], types)
  if (checksum.test(text)) return new UsageError(denoReasons['package-changed'], said)
  if (/lockfile is out of date/i.test(text)) return lockFailure(lock, said)
  if (/reading lockfile|Lockfile may be corrupt/i.test(text))
    return new UsageError(
      denoReasons['lock-stale'],
      said,
      'Restore the lock file from an earlier commit, or run deno install again, and commit it.',
    )
  if (/invalid value '.*' for '--target'/.test(text))
    return new UsageError(
      denoReasons['deno-unusable'],
      said,
      'Use a version of deno that compiles for this target.',
    )
  if (runtime.test(text))
    return new OutsideError(
      denoReasons['compile-failed'],
      said,
      'The runtime of that target could not be used. Look at the archive that denort-url leads to.',
    )
  if (network.test(text))
    return new OutsideError(
      commonReasons['outside-failed'],
      said,
      'Look at the registry and the proxy. If the registry needs a credential, name its variable in pass-variables.',
    )
  const at = placeIn(words)
  return new UsageError(denoReasons['compile-failed'], [{ what: said, ...(at && { at }) }])
}

function lockFailure(lock: Lock, said: string): UsageError {
  if (lock.kind !== 'missing') return new UsageError(denoReasons['lock-stale'], said)
  return new UsageError(
    sourceReasons['lock-missing'],
    `the program imports packages, and the commit has no ${lock.path}. ${said}`,
  )
}
