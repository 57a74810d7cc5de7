import type { Finding } from '@suite/evidence'
import { circumstancesOfProbes, observedOfProbes, type ProbeResult } from '@suite/probes'
import type { Tool } from '@suite/runner'
import type { Decision } from './decide.ts'

/** The kind by which a policy recognizes these findings. */
const kind = 'cf-probes'

export interface Circumstances {
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The commit and the address of the run; empty if unknown. */
  readonly commit: string
  readonly run: string
}

/**
 * Returns what a run found, with everything that the transcripts show. `observed` contains no time, latency, count or
 * id, so that equal behaviour has one digest.
 */
export function findingOf(
  results: readonly ProbeResult[],
  { verdict, reason }: Decision,
  subject: Readonly<Record<string, string | number>>,
  { startedAt, finishedAt, commit, run }: Circumstances,
  tool: Tool,
  redact: (text: string) => string,
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
      probes: circumstancesOfProbes(results, redact),
    },
    tool: { ...tool },
  }
}
