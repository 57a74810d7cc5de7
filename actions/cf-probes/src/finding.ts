import type { Finding } from '@suite/evidence'
import { circumstancesOfProbes, observedOfProbes, type ProbeResult } from '@suite/probes'
import type { Tool } from '@suite/runner'
import type { Decision } from './decide.ts'

/** The kind of our findings, by which a policy knows them. */
const kind = 'cf-probes'

export interface Circumstances {
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The commit and the address of the run, where there are any. */
  readonly commit: string
  readonly run: string
}

/**
 * What a run found, with everything that the transcripts tell. `observed` has no time, latency, count or id in it, so
 * that equal behaviour has one digest.
 */
export function findingOf(
  results: readonly ProbeResult[],
  { verdict, reason }: Decision,
  subject: Readonly<Record<string, string | number>>,
  { startedAt, finishedAt, commit, run }: Circumstances,
  tool: Tool,
): Finding {
  return {
    kind,
    verdict,
    reason,
    subject,
    observed: { probes: observedOfProbes(results) },
    circumstances: {
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      commit,
      run,
      probes: circumstancesOfProbes(results),
    },
    tool: { ...tool },
  }
}
