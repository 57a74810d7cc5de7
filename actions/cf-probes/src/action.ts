import { tellTime } from '@suite/http'
import type { Converged, Plan } from '@suite/probes'
import { conduct, createGate, type ProbeResult, probeKv } from '@suite/probes'
import { applied, type Outcome, type Run, refused } from '@suite/runner'
import { contract } from './contract.ts'
import { decide } from './decide.ts'
import { gatherPlan, refuseNoVersion, refuseUnaskedVersion } from './gather.ts'
import type { Inputs } from './inputs.ts'
import { keepProofs } from './keep-proofs.ts'
import { judgeUpload, outcomeOf } from './outcome.ts'
import type { Ports } from './ports.ts'
import { lineOf } from './report.ts'
import { refuseTokenOfForks } from './token-trust.ts'

type Contract = typeof contract

/** GitHub wants no more, and a Worker that is new should not be met by a storm. */
const mostAtOnce = 10

/** What is kept back of the time for writing and uploading the proofs, in milliseconds. */
const mostReserve = 10_000

/** Probes a Worker until each probe is decided or time is up, and keeps the proof of it, whichever way it went. */
export async function probeWorker(run: Run<Inputs>, ports: Ports): Promise<Outcome<Contract>> {
  const { inputs, environment, event, now } = run
  const kv = inputs['kv-namespace-id'] !== undefined
  if (kv) refuseTokenOfForks(event)
  refuseNoVersion(inputs)
  const plan = await gatherPlan(
    {
      workspace: environment.workspace,
      configPath: inputs['config-path'],
      defaultPath: contract.inputs['config-path'].default ?? '',
    },
    { appOrigin: inputs['app-origin'], issuer: inputs.issuer ?? inputs['base-url'].origin, kv },
  )
  refuseUnaskedVersion(inputs['expected-version'], plan)
  const startedAt = now()
  const probing = probeAll(run, ports, plan)
  // Loaded while the first answers are on their way; whether it can be shows where it is used.
  import('@suite/evidence').catch(() => {})
  const results = await probing
  const decision = decide(
    results.map(({ state }) => state),
    inputs['on-inconclusive'],
  )
  if (results.length === 0) return outcomeOf(results, decision, undefined)
  const kept = await keepProofs(run, ports, { plan, results, decision, startedAt })
  return outcomeOf(results, judgeUpload(decision, kept), kept)
}

/** Every probe at once: each waits for its own answers, and the gate bounds what is under way. */
async function probeAll(run: Run<Inputs>, ports: Ports, { probes, echo }: Plan): Promise<ProbeResult[]> {
  const { inputs, log, now, signal, tool } = run
  const { clock, exchange, redaction, verify } = ports
  const budget = inputs.timeout - Math.min(inputs.timeout / 4, mostReserve)
  let waits = false
  const terms = {
    consecutive: inputs.consecutive,
    clock,
    budget,
    deadline: clock.now() + budget,
    cancelled: () => signal.aborted,
    keepSecret: redaction.add,
    verify,
    /** Said once: probes wait together, and the rest of it is in the story. */
    onWait: (because: string) => {
      if (!waits)
        log.line(redaction.redact(`Waiting: ${because}. Probes are repeated for up to ${tellTime(budget)}.`))
      waits = true
    },
    ask: {
      baseUrl: inputs['base-url'],
      version: { expected: inputs['expected-version'], worker: inputs['worker-name'], echo },
      userAgent: `actions-${tool.name}/${tool.version}`,
      exchange,
      gate: createGate(mostAtOnce),
      now,
    },
  }
  return Promise.all(
    probes.map(async (probe) => {
      const ended =
        probe.kind === 'kv' ? await conductKv(run, ports, terms, probe) : await conduct(probe, terms)
      const result = {
        ...ended,
        because: redaction.redact(ended.because),
        advice: ended.advice && redaction.redact(ended.advice),
      }
      log.line(lineOf(result))
      return result
    }),
  )
}

/** One write to the outside, from the key that is put to the key that is gone: a cancelled run waits for its end. */
async function conductKv(
  { inputs, writes, now }: Run<Inputs>,
  { withKv, newId }: Ports,
  { clock, deadline, cancelled }: Pick<Parameters<typeof conduct>[1], 'clock' | 'deadline' | 'cancelled'>,
  { name, kind }: { readonly name: string; readonly kind: 'kv' },
): Promise<ProbeResult> {
  const { 'kv-namespace-id': namespace, 'account-id': accountId, 'api-token': token } = inputs
  if (namespace === undefined || accountId === undefined || token === undefined)
    throw new Error('a KV probe without what it needs')
  const key = `prefs:probe:${newId()}`
  const binding = inputs['kv-binding']
  const value = `ok:${now().toISOString()}`
  const probing = { namespace, binding, key, value, clock, deadline, cancelled }
  const { result: converged } = await writes.perform(
    `the key ${key} of ${binding}, put and deleted`,
    async () => {
      const remaining = () => deadline - clock.now()
      const result = await withKv({ accountId, token, remaining }, (store) => probeKv(store, probing))
      return result.state === 'error' ? refused(result) : applied(result)
    },
  )
  if (converged === undefined) throw new Error('a KV probe that was not carried out')
  return { ...converged, name, kind, shownHeaders: [] }
}
