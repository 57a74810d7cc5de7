import type { Contract, InputsOf } from '@suite/contract'
import { parseInputs } from '@suite/contract'
import type { Reason } from '@suite/errors'
import { type AttemptRecord, createTransport } from '@suite/http'
import { readCertificates } from './certificates.ts'
import { type Ending, endingOf } from './ending.ts'
import { readInput, readPlainOrigin } from './environment.ts'
import { readEvent, requireEvent } from './event.ts'
import { breakOff, failed, finish, waitForReader } from './finish.ts'
import type { Outcome } from './outcome.ts'
import { createPause } from './pause.ts'
import type { runnerReasons } from './reasons.ts'
import type { Run } from './run.ts'
import { beginStep, type Step } from './step.ts'
import { createWrites } from './writes.ts'

export type Action<C> = (run: Run<InputsOf<C>>) => Promise<Outcome<C>>

/** A contract that declares the reasons of the runner. */
type Runnable = Contract & { readonly reasons: Readonly<Record<keyof typeof runnerReasons, Reason>> }

/**
 * Runs an action as a step: masks its secrets, parses every input before any I/O, runs it, and in one place emits
 * outputs, annotations, summary and exit code. The step passes only if the action returns a verdict other than
 * `fail`.
 */
export async function runAction<C extends Runnable>(contract: C, action: Action<C>): Promise<void> {
  // Until there is a verdict, any exit fails the step.
  process.exitCode = 1
  const step = beginStep(contract)
  const collapse = (error: unknown) => breakOff(step, error)
  process.on('uncaughtException', collapse).on('unhandledRejection', collapse)
  process.once('beforeExit', () => {
    if (!step.ended) breakOff(step, new Error('the action waits for something that can no longer come'))
  })
  expectReader(step)
  const running = execute(step, contract, action).catch((error) => failed(step, error))
  const ending = await Promise.race([running, step.stop.requested])
  await finish(step, ending ?? (await failed(step, step.stop.signal.reason)))
}

async function execute<C extends Contract>(step: Step, contract: C, action: Action<C>): Promise<Ending> {
  const { addSecret, deadline, environment, log, secrets, stop } = step
  const inputs = parseInputs(contract, readInput)
  const { enforce = true, 'dry-run': dryRun = false, 'ca-file': caFile } = inputs as CommonInputs
  const writes = createWrites(dryRun, stop.signal, (what) => {
    log.debug(`next: ${what}`)
    return waitForReader(step)
  })
  step.terms = { enforced: enforce, writes }
  const event = readEvent(environment.variables)
  requireEvent(contract, event.name)
  const plainOrigin = readPlainOrigin(environment)
  if (plainOrigin !== undefined)
    log.line(
      `${plainOrigin} is reached over plain http, as the runner reaches it: others on the network can read the token of the job`,
    )
  const transport = createTransport({
    deadline,
    userAgent: `actions-${step.tool.name}/${step.tool.version}`,
    environment: environment.variables,
    redact: secrets.redact,
    plainOrigin,
    ...(caFile === undefined ? {} : { certificateAuthorities: readCertificates(caFile) }),
    onAttempt: (attempt) => log.debug(attemptLine(attempt)),
    onWaiting: (line) => log.line(line),
  })
  step.transport = transport
  const outcome = await action({
    inputs,
    event,
    environment,
    log,
    writes,
    transport,
    deadline,
    signal: stop.signal,
    addSecret,
    redact: step.secrets.redact,
    tool: step.tool,
    now: () => new Date(),
    pause: createPause(deadline),
  })
  return endingOf(contract, outcome, step.terms)
}

/** Ends the run at its deadline if its reader stalls, because then every write to the log blocks. */
function expectReader({ deadline, stdout }: Step): void {
  const end = () => {
    if (stdout.isBehind()) stdout.lose('nobody read it in time')
  }
  setTimeout(end, deadline.remaining()).unref()
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
  readonly enforce?: boolean
  readonly 'dry-run'?: boolean
  readonly 'ca-file'?: string
}
