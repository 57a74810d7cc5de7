import type { ProbeResult } from '@suite/probes'
import type { Outcome } from '@suite/runner'
import { fixFor } from './advice.ts'
import type { contract } from './contract.ts'
import type { Decision } from './decide.ts'
import type { Origin } from './origin.ts'
import { headlineOf, type Kept, recordsOf, storyOf, summaryOf } from './report.ts'

/** Returns the decision, or a failure if the run would pass and its proofs could not be uploaded. */
export function judgeUpload(decision: Decision, { upload }: Kept): Decision | Failed {
  return decision.verdict !== 'fail' && upload.kind === 'failed'
    ? { verdict: 'fail', reason: 'artifact-not-uploaded' }
    : decision
}

interface Failed {
  readonly verdict: 'fail'
  readonly reason: 'artifact-not-uploaded'
}

/** Returns the outcome for log, summary and outputs: the states of the probes, what to do, and where the proofs are. */
export function outcomeOf(
  results: readonly ProbeResult[],
  decision: Decision | Failed,
  kept: Kept | undefined,
  origin: Origin,
): Outcome<typeof contract> {
  const count = (...states: readonly string[]) => results.filter(({ state }) => states.includes(state)).length
  const converged = results.map(({ convergedAfter }) => convergedAfter)
  const slowest = Math.max(0, ...converged.filter((each) => each !== undefined))
  const fix = decision.verdict === 'fail' ? fixOf(results, kept, origin) : undefined
  return {
    verdict: decision.verdict,
    reason: decision.reason,
    headline: headlineOf(results, decision, origin),
    ...(fix !== undefined && { fix }),
    story: storyOf(results, kept, origin, fix),
    summary: summaryOf(results, kept, origin, fix),
    annotations: [],
    outputs: {
      passed: count('pass'),
      failed: count('fail', 'error'),
      inconclusive: count('inconclusive'),
      probes: recordsOf(results),
      ...(kept && { 'proof-dir': kept.folder, 'evidence-path': kept.path, 'evidence-digest': kept.digest }),
      ...(kept?.upload.kind === 'uploaded' && { 'artifact-id': kept.upload.id }),
      ...(results.length > 0 &&
        count('pass') === results.length && { 'time-to-converge': (slowest / 1000).toFixed(3) }),
    },
  }
}

/** Returns what to do about a run that failed: about its probes or, if all of them passed, about the upload. */
function fixOf(results: readonly ProbeResult[], kept: Kept | undefined, origin: Origin): string | undefined {
  const upload = kept?.upload.kind === 'failed' ? kept.upload : undefined
  const ofUpload =
    upload &&
    `${upload.fix} With \`artifact-name: ""\`, the proofs stay in \`proof-dir\` and nothing is uploaded.`
  return fixFor(results, origin) ?? ofUpload
}
