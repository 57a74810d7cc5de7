import { randomBytes } from 'node:crypto'
import { isAbsolute, join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import type { ProbeResult } from '@suite/probes'
import type { Plan } from '@suite/probes/file'
import type { Run } from '@suite/runner'
import type { Decision } from './decide.ts'
import { findingOf } from './finding.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'
import type { Kept } from './report.ts'
import { transcriptsOf } from './transcript.ts'

interface Proven {
  readonly plan: Plan
  readonly results: readonly ProbeResult[]
  readonly decision: Decision
  readonly startedAt: Date
}

/**
 * Writes the evidence and its transcripts, reads them back and uploads them. An upload that fails is a value, because
 * the result of the probes matters more.
 *
 * @throws OutsideError, UsageError if the evidence cannot be kept
 */
export async function keepProofs(
  run: Run<Inputs>,
  { redaction, write, upload }: Ports,
  { plan, results, decision, startedAt }: Proven,
): Promise<Kept> {
  const { environment, inputs, now, tool } = run
  const { makeEvidence } = await import('@suite/evidence')
  const evidence = makeEvidence(
    findingOf(
      results,
      decision,
      subjectOf(inputs, plan),
      { startedAt, finishedAt: now(), commit: environment.sha, run: addressOfRun(environment) },
      tool,
      redaction.redact,
    ),
  )
  const folder = folderFor(inputs['proof-dir'], environment)
  const { path, digest, files } = await write({
    folder,
    evidence,
    proofsOf: transcriptsOf,
    redact: redaction.redact,
  })
  const name = inputs['artifact-name']
  if (name === undefined) return { folder, path, digest, upload: { kind: 'none' } }
  const uploaded = await upload({ name, folder, files }).catch((error: unknown) => {
    if (!(error instanceof OutsideError || error instanceof UsageError)) throw error
    return { kind: 'failed', why: error.message, fix: error.fix } as const
  })
  if (uploaded.kind !== 'uploaded') return { folder, path, digest, upload: uploaded }
  const ofRun = addressOfRun(environment)
  const address = ofRun === '' ? '' : `${ofRun}/artifacts/${uploaded.id}`
  return { folder, path, digest, upload: { ...uploaded, name, address } }
}

/** Returns what was probed, for the evidence. */
function subjectOf(inputs: Inputs, plan: Plan): Readonly<Record<string, string | number>> {
  const given: readonly (readonly [string, string | number | undefined])[] = [
    ['base-url', inputs['base-url'].href],
    ['probes', plan.source],
    ['app-origin', inputs['app-origin']],
    ['issuer', inputs.issuer ?? inputs['base-url'].origin],
    ['expected-version', inputs['expected-version']],
    ['worker-name', inputs['worker-name']],
    ['consecutive', inputs.consecutive],
  ]
  return Object.fromEntries(
    given.filter((each): each is readonly [string, string | number] => each[1] !== undefined),
  )
}

/**
 * Returns the folder for the proofs; it may not exist yet. By default it is a new one that is removed with the job;
 * without a runner, `ops/proofs`.
 */
function folderFor(given: string | undefined, { variables, workspace }: Run<Inputs>['environment']): string {
  if (given !== undefined) return isAbsolute(given) ? given : join(workspace, given)
  return variables.RUNNER_TEMP
    ? join(variables.RUNNER_TEMP, `proofs-${randomBytes(6).toString('hex')}`)
    : join(workspace, 'ops/proofs')
}

function addressOfRun({ serverUrl, repository, variables }: Run<Inputs>['environment']): string {
  const id = variables.GITHUB_RUN_ID
  return id && repository.name ? `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${id}` : ''
}
