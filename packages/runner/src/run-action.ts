import * as core from '@actions/core'
import type { Contract, InputsOf } from '@suite/contract'
import { parseInputs, secretTexts } from '@suite/contract'
import { UsageError } from '@suite/errors'
import { type AttemptRecord, createTransport, startDeadline, type Transport } from '@suite/http'
import { readCertificates } from './certificates.ts'
import { emit } from './emit.ts'
import { type Ending, endingOf, failureEnding } from './ending.ts'
import { type Environment, readEnvironment, readRelease } from './environment.ts'
import { readEvent } from './event.ts'
import { createLog, type Log } from './log.ts'
import type { Outcome } from './outcome.ts'
import type { Run } from './run.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { listenForStop, type Stop } from './stop.ts'
import { createWrites } from './writes.ts'

export type Action<C> = (run: Run<InputsOf<C>>) => Promise<Outcome<C>>

/** What a step has from its first moment to its last. */
interface Step {
  readonly contract: Contract
  readonly secrets: Secrets
  readonly environment: Environment
  readonly log: Log
  readonly userAgent: string
  readonly stop: Stop
  /** How the run ends from here on; set anew when the inputs are known. */
  terms: Parameters<typeof failureEnding>[2]
  transport: Transport | undefined
}

/**
 * Runs an action as a step: masks its secrets, parses every input before any I/O, runs it, and in one place emits
 * outputs, annotations, summary and exit code. Green only where the action returned a verdict other than `fail`.
 */
export async function runAction<C extends Contract>(contract: C, action: Action<C>): Promise<void> {
  // Until there is a verdict any exit is red, also one because nothing is left to wait for.
  process.exitCode = 1
  const step = begin(contract)
  const collapse = (error: unknown) => void finish(step, failureEnding(contract, error, step.terms))
  process.once('uncaughtException', collapse).once('unhandledRejection', collapse)

  const running = execute(step, contract, action).catch((error) => failureEnding(contract, error, step.terms))
  await finish(step, await Promise.race([running, cancelled(step)]))
}

function begin(contract: Contract): Step {
  const secrets = createSecrets()
  for (const secret of secretTexts(contract, readInput)) {
    core.setSecret(secret)
    secrets.add(secret)
  }
  const environment = readEnvironment(process.env)
  for (const name of tokensOfTheRunner) secrets.add(environment.variables[name] ?? '')
  const log = createLog(secrets)
  const { version, commit } = readRelease(process.argv[1])
  const { forge, serverUrl, variables } = environment
  log.line(
    `${contract.name} ${version} (${commit}), Node ${process.versions.node}, ${forge} ${serverUrl}, event ${variables.GITHUB_EVENT_NAME || 'none'}`,
  )
  const stop = listenForStop()
  return {
    contract,
    secrets,
    environment,
    log,
    userAgent: `actions-${contract.name}/${version}`,
    stop,
    terms: { enforced: true, writes: createWrites(false, stop.signal) },
    transport: undefined,
  }
}

async function execute<C extends Contract>(step: Step, contract: C, action: Action<C>): Promise<Ending> {
  const { environment, log, secrets, stop } = step
  const inputs = parseInputs(contract, readInput)
  const {
    enforce = true,
    'dry-run': dryRun = false,
    timeout = 60_000,
    'ca-file': caFile,
  } = inputs as CommonInputs
  const writes = createWrites(dryRun, stop.signal)
  step.terms = { enforced: enforce, writes }
  const event = readEvent(environment.variables)
  requireEvent(contract, event.name)
  const transport = createTransport({
    deadline: startDeadline(timeout, stop.signal),
    userAgent: step.userAgent,
    environment: environment.variables,
    redact: secrets.redact,
    ...(caFile === undefined ? {} : { certificateAuthorities: readCertificates(caFile) }),
    onAttempt: (attempt) => log.debug(attemptLine(attempt)),
  })
  step.transport = transport
  const addSecret = (secret: string) => {
    core.setSecret(secret)
    secrets.add(secret)
  }
  const outcome = await action({
    inputs,
    event,
    environment,
    log,
    writes,
    transport,
    signal: stop.signal,
    addSecret,
    now: () => new Date(),
  })
  return endingOf(contract, outcome, step.terms)
}

/** Once the run is told to stop: waits for the writes under way, within what a runner leaves after its signal. */
async function cancelled(step: Step): Promise<Ending> {
  await step.stop.requested
  await Promise.race([step.terms.writes.settled(), new Promise((resolve) => setTimeout(resolve, 5_000))])
  return failureEnding(step.contract, step.stop.signal.reason, step.terms)
}

async function finish(step: Step, ending: Ending): Promise<void> {
  const green = (ending.verdict !== 'fail' || ending.reportOnly) && !step.stop.signal.aborted
  step.transport?.close()
  await emit(ending, step.log, step.secrets)
  process.exitCode = green ? 0 : 1
  if (!green) process.exit()
}

function attemptLine({
  method,
  route,
  status,
  failure,
  milliseconds,
  attempt,
  requestId,
  remainingRate,
}: AttemptRecord) {
  const answer = `${status ?? failure} ${Math.round(milliseconds)} ms`
  return `${method} ${route} ${answer}, attempt ${attempt}, id ${requestId ?? '-'}, remaining ${remainingRate ?? '-'}`
}

interface CommonInputs {
  readonly timeout?: number
  readonly enforce?: boolean
  readonly 'dry-run'?: boolean
  readonly 'ca-file'?: string
}

const tokensOfTheRunner = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'GITHUB_TOKEN',
  'GITEA_TOKEN',
]

/** The runner upper-cases an input's name and turns spaces, not hyphens, into underscores. */
function readInput(name: string): string | undefined {
  return process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]
}

function requireEvent({ name, events }: Contract, event: string): void {
  if (events.length === 0 || events.includes(event)) return
  throw new UsageError(
    'event-unsupported',
    `${name} can decide nothing on the event ${JSON.stringify(event)}`,
    `Run it on ${events.join(', ')}.`,
  )
}
