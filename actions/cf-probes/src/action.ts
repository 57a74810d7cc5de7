import { describeTime } from '@suite/http'
import { type KvTerms, type ProbeResult, runProbes } from '@suite/probes'
import type { Plan } from '@suite/probes/file'
import type { Outcome, Run } from '@suite/runner'
import { contract } from './contract.ts'
import { decide } from './decide.ts'
import { gatherPlan, refuseNoVersion, refuseUnaskedVersion } from './gather.ts'
import type { Inputs } from './inputs.ts'
import { keepProofs } from './keep-proofs.ts'
import { introductionOf, originOf } from './origin.ts'
import { judgeUpload, outcomeOf } from './outcome.ts'
import type { Ports } from './ports.ts'
import { lineOf } from './report.ts'
import { readSecrets } from './secrets.ts'
import { refuseSecretsOfForks } from './token-trust.ts'

type Contract = typeof contract

/** The most time that is reserved for writing and uploading the proofs, in milliseconds. */
const mostReserve = 10_000

/** Probes a Worker until each probe is decided or time is up, and keeps the proofs whether they passed or failed. */
export async function probeWorker(run: Run<Inputs>, ports: Ports): Promise<Outcome<Contract>> {
  const { inputs, environment, event, log, now } = run
  const kv = kvTermsOf(inputs)
  const secrets = readSecrets(inputs.secrets, environment.variables)
  for (const secret of secrets.values()) run.addSecret(secret)
  if (kv) refuseSecretsOfForks(event, 'kv-namespace-id')
  if (secrets.size > 0) refuseSecretsOfForks(event, 'secrets')
  refuseNoVersion(inputs)
  const places = {
    configPath: inputs['config-path'],
    defaultPath: contract.inputs['config-path'].default ?? '',
  }
  const plan = await gatherPlan(
    { ...places, workspace: environment.workspace },
    { appOrigin: inputs['app-origin'], issuer: inputs.issuer ?? inputs['base-url'].origin, kv, secrets },
  )
  refuseUnaskedVersion(inputs['expected-version'], plan)
  const origin = originOf(plan, { ...places, baseUrl: inputs['base-url'] })
  const introduction = introductionOf(origin)
  if (introduction !== undefined) log.line(introduction)
  const startedAt = now()
  const probing = probeAll(run, ports, plan, secrets)
  // Loaded while the first requests are in flight. A failure to load it is reported where it is used.
  import('@suite/evidence').catch(() => {})
  const results = await probing
  const decision = decide(
    results.map(({ state }) => state),
    inputs['on-inconclusive'],
  )
  if (results.length === 0) return outcomeOf(results, decision, undefined, origin)
  const kept = await keepProofs(run, ports, { plan, results, decision, startedAt })
  return outcomeOf(results, judgeUpload(decision, kept), kept, origin)
}

/** The namespace to probe; undefined if none is given. */
function kvTermsOf({ 'kv-namespace-id': namespace, 'kv-binding': binding }: Inputs): KvTerms | undefined {
  return namespace === undefined ? undefined : { namespace, binding }
}

/** Runs the probes of a plan within the time that is not reserved, and logs a line for each. */
async function probeAll(
  run: Run<Inputs>,
  ports: Ports,
  { probes, echo }: Plan,
  secrets: ReadonlyMap<string, string>,
): Promise<ProbeResult[]> {
  const { inputs, log, now, signal, tool, writes } = run
  const { clock, exchange, redaction } = ports
  const budget = inputs.timeout - Math.min(inputs.timeout / 4, mostReserve)
  let waits = false
  return runProbes(probes, {
    consecutive: inputs.consecutive,
    clock,
    budget,
    cancelled: () => signal.aborted,
    redaction,
    secrets: new Map([...secrets].map(([name, value]) => [`env.${name}`, value])),
    writing: {
      withKv: (remaining, work) => ports.withKv(remaining, work),
      newId: () => ports.newId(),
      async perform({ what, perform }) {
        const { result } = await writes.perform(what, perform)
        if (result === undefined) throw new Error('a probe that writes was not carried out')
        return result
      },
    },
    ask: {
      baseUrl: inputs['base-url'],
      version: { expected: inputs['expected-version'], worker: inputs['worker-name'], echo },
      userAgent: `actions-${tool.name}/${tool.version}`,
      exchange,
      now,
    },
    /** Logged once, because probes wait at the same time. The story has the rest. */
    onWait(because) {
      if (!waits)
        log.line(
          redaction.redact(`Waiting: ${because}. Probes are repeated for up to ${describeTime(budget)}.`),
        )
      waits = true
    },
    onEnd: (result) => log.line(lineOf(result)),
  })
}
