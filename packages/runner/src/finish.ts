import { OutsideError } from '@suite/errors'
import { emitEnding, emitLines, emitLoss, giveOutputs } from './emit.ts'
import { type Ending, failureEnding } from './ending.ts'
import { runnerReasons } from './reasons.ts'
import type { Step } from './step.ts'

/** The time that a runner leaves after its signal for writes that are under way, in milliseconds. */
const patienceForWrites = 5_000

/** The time that a slow reader needs for the last lines, in milliseconds. */
const leastPatience = 1_000

/**
 * The time that a run that passed leaves for what is still open, in milliseconds. After it the process ends: a program
 * that a script left running may hold its output open for ever.
 */
const patienceForLeftovers = 10_000

/**
 * Returns the ending of a run that failed. Waits for writes that are still under way, so that it can report their
 * outcome.
 */
export async function failed(step: Step, error: unknown): Promise<Ending> {
  const { contract, terms, deadline } = step
  await within(Math.min(patienceForWrites, deadline.remaining() + leastPatience), terms.writes.settled())
  return failureEnding(contract, error, terms)
}

/**
 * Waits until all output has left this process. Stops the run if stdout is closed, or if no one has read it at the
 * deadline or shortly after the run is cancelled.
 */
export async function waitForReader({ deadline, stdout, stop }: Step): Promise<void> {
  const patience = Math.max(leastPatience, deadline.remaining())
  await Promise.race([within(patience, stdout.flushed()), stop.requested])
  if (stop.signal.aborted) await within(leastPatience, stdout.flushed())
  if (stdout.isBehind()) stdout.lose('nobody read it in time')
}

/**
 * Fails the run at once for an error that no code awaits, or if nothing is left to await, even if its end is
 * already reported.
 */
export function breakOff(step: Step, error: unknown): void {
  if (step.ended) {
    step.broken = true
    process.exitCode = 1
    emitLoss('An error came after the end of the run', error, step)
    // A run that is being stopped is about to report its writes.
  } else if (!step.stop.signal.aborted) finish(step, failureEnding(step.contract, error, step.terms))
}

/** Reports the end of a run, once, and sets the exit code. It does not wait for what a failed run left open. */
export async function finish(step: Step, ending: Ending): Promise<void> {
  if (step.ended) return
  step.ended = true
  step.transport?.close()
  const heard = ending.verdict === 'fail' ? ending : await provenRead(step, ending)
  const given = withOutputs(step, heard)
  try {
    await emitEnding(given, step)
  } catch (error) {
    loseSummary(step, given, error)
  }
  await waitForReader(step)
  const green = (heard.verdict !== 'fail' || heard.reportOnly) && !step.broken && !step.stop.signal.aborted
  process.exitCode = green ? 0 : 1
  if (!green) process.exit()
  setTimeout(() => process.exit(), patienceForLeftovers).unref()
}

/** Returns the ending if someone reads it. A verdict that no one can read must not reach a later step either. */
async function provenRead(step: Step, ending: Ending): Promise<Ending> {
  await waitForReader(step)
  return step.stop.signal.aborted ? failed(step, step.stop.signal.reason) : ending
}

/** Sets the outputs. A run whose outputs cannot be written fails, because a later step would read nothing. */
function withOutputs(step: Step, ending: Ending): Ending {
  try {
    giveOutputs(ending, step)
    return ending
  } catch (cause) {
    step.broken = true
    const why = cause instanceof Error ? cause.message : String(cause)
    const what = `the outputs could not be written to GITHUB_OUTPUT (${why}), after: ${ending.headline}`
    const error = new OutsideError(runnerReasons['outputs-not-written'], what, undefined, { cause })
    return failureEnding(step.contract, error, step.terms)
  }
}

/**
 * Fails a run whose summary cannot be written. The outputs of a run that passed are replaced, because a later step may
 * read them whatever the exit code is. A run that failed keeps its reason.
 */
function loseSummary(step: Step, ending: Ending, cause: unknown): void {
  step.broken = true
  const why = cause instanceof Error ? cause.message : String(cause)
  const what = `the summary could not be written to GITHUB_STEP_SUMMARY (${why}), after: ${ending.headline}`
  const error = new OutsideError(runnerReasons['summary-not-written'], what, undefined, { cause })
  const failure = failureEnding(step.contract, error, step.terms)
  const shown = ending.verdict === 'fail' ? failure : withOutputs(step, failure)
  emitLines(shown, step)
}

/** Waits for a promise, but no longer than this time. */
async function within(milliseconds: number, awaited: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([awaited, end])
  clearTimeout(timer)
}
