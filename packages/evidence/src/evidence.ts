import { readTime } from '@suite/contract/grammar'
import type { Json } from './canonicalize.ts'
import { digestOf } from './digest.ts'

interface Members {
  readonly [name: string]: Json
}

/** What a run found. */
export interface Finding {
  /** The kind of run, such as `cf-probes`. */
  readonly kind: string
  readonly verdict: 'pass' | 'fail' | 'skip'
  /** A stable code in kebab-case. */
  readonly reason: string
  /** What the run examined: address, Worker, template. */
  readonly subject: Members
  /**
   * Behaviour only, so that equal behaviour is equal on another day, machine or run: no times, no ids, no counts of
   * attempts.
   */
  readonly observed: Json
  /** Everything else in a transcript: times in RFC 3339, latencies in ms, attempts, request ids, run, commit. */
  readonly circumstances: Members & {
    /** When the finding was made, RFC 3339. */
    readonly finishedAt: string
  }
  readonly tool: { readonly name: string; readonly version: string; readonly commit: string }
}

export const format = 'evidence/1'

/** A finding with its digest, which covers format, kind, verdict, reason, subject and observed. */
export interface Evidence extends Finding {
  readonly format: typeof format
  readonly digest: string
}

/**
 * Returns the evidence of a finding.
 *
 * @throws TypeError if the finding contains a value that JSON cannot represent, or its time is not RFC 3339
 */
export function makeEvidence(finding: Finding): Evidence {
  const { kind, verdict, reason, subject, observed, circumstances, tool } = finding
  if (readTime(circumstances.finishedAt) === undefined)
    throw new TypeError('circumstances.finishedAt is not an RFC 3339 time')
  return {
    format,
    digest: digestOf({ format, kind, verdict, reason, subject, observed }),
    kind,
    verdict,
    reason,
    subject,
    observed,
    circumstances,
    tool: { name: tool.name, version: tool.version, commit: tool.commit },
  }
}
