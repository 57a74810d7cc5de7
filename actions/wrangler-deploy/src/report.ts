import { visible } from '@suite/report'
import type { Log, Outcome } from '@suite/runner'
import type { contract } from './contract.ts'
import type { Facts } from './facts.ts'
import { listUnverified } from './list-unverified.ts'
import { describeOrder } from './order.ts'
import { reasons } from './reasons.ts'
import type { DeployRequest } from './request.ts'
import type { Result } from './result.ts'
import type { Drift } from './routes/compare.ts'
import { summaryOf } from './summary.ts'

/** What a run found, for its outcome. */
export interface Findings {
  readonly result: Result
  readonly request: DeployRequest
  readonly worker: string
  readonly wranglerVersion: string
  /** undefined if the run has no token, so that the platform was not read. */
  readonly facts?: Facts | undefined
}

const uploads = ['deploy', 'stage']

/** Returns text of several lines, each of them safe to print. */
function visibleLines(lines: string): string {
  return lines
    .split('\n')
    .map((line) => visible(line, 1_000))
    .join('\n')
}

/** Returns the outcome of a run. If the run fails, prints the output of wrangler into a folded group. */
export function describeOutcome(findings: Findings, log: Pick<Log, 'group'>): Outcome<typeof contract> {
  const { result, facts, wranglerVersion } = findings
  const { verdict } = reasons[result.reason]
  const { deployment, versionId, previousVersionId, urls } = result
  const drift = result.drift ?? facts?.drift
  if (verdict === 'fail' && result.lines !== undefined && result.lines.length > 0)
    log.group('What wrangler said', result.lines)
  const unverified = facts === undefined ? [] : listUnverified(facts, findings.request)
  const story = [
    ...result.notes,
    // The headline says it already.
    ...(facts?.order === undefined || result.reason === 'order-violated' ? [] : [describeOrder(facts.order)]),
    ...driftLines(drift),
    ...(facts?.drift && !facts.sawAllZones
      ? ['Cloudflare does not tell this token of routes in zones that the configuration does not name.']
      : []),
    ...(facts?.dnsConflicts ?? []).map((hostname) => `DNS record that belongs to no Worker: ${hostname}`),
    ...(unverified.length > 0 ? [`Not judged: ${unverified.join('; ')}.`] : []),
    ...(facts?.configuration.hasBuild && uploads.includes(findings.request.command)
      ? ['The configuration has a build command: code of the project ran with the API token.']
      : []),
  ]
  return {
    verdict,
    reason: result.reason,
    headline: visible(result.headline, 1_000),
    ...(result.fix === undefined ? {} : { fix: visibleLines(result.fix) }),
    story: story.map((line) => visible(line)),
    annotations: [],
    summary: summaryOf(findings, verdict, story),
    outputs: {
      'wrangler-version': wranglerVersion,
      'version-id': versionId ?? '',
      'previous-version-id': previousVersionId ?? '',
      'deployment-id': deployment?.id ?? '',
      'deployment-url': urls?.[0] ?? '',
      urls: urls ?? [],
      traffic: Object.fromEntries(
        (deployment?.versions ?? []).map((share) => [share.versionId, share.percentage]),
      ),
      drift: recordOf(drift),
    },
  }
}

function driftLines(drift: Drift | undefined): string[] {
  if (drift === undefined) return []
  return [
    ...drift.onlyInConfiguration.map(
      (pattern) => `route in the configuration, not in Cloudflare: ${pattern}`,
    ),
    ...drift.onlyInCloudflare.map((pattern) => `route in Cloudflare, not in the configuration: ${pattern}`),
    ...drift.ofAnotherWorker.map(({ pattern, worker }) => `route of another Worker (${worker}): ${pattern}`),
  ]
}

function recordOf(drift: Drift | undefined): Record<string, unknown> {
  return {
    'only-in-configuration': drift?.onlyInConfiguration ?? [],
    'only-in-cloudflare': drift?.onlyInCloudflare ?? [],
    'of-another-worker': drift?.ofAnotherWorker ?? [],
  }
}
