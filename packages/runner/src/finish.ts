import { OutsideError } from '@suite/errors'
import { emitLoss, giveOutputs, tell } from './emit.ts'
import { type Ending, failureEnding } from './ending.ts'
import { runnerReasons } from './reasons.ts'
import type { Step } from './step.ts'

/** What a runner leaves after its signal for writes that are under way, in milliseconds. */
const patienceForWrites = 5_000

/** What a reader that is only slow needs for what was said last, in milliseconds. */
const leastPatience = 1_000

/** The ending of a run that failed. Waits for writes that are still under way, so that it says what became of them. */
export async function failed(step: Step, error: unknown): Promise<Ending> {
  const { contract, terms, deadline } = step
  await within(Math.min(patienceForWrites, deadline.remaining() + leastPatience), terms.writes.settled())
  return failureEnding(contract, error, terms)
}

/**
 * Waits until all that was said has left this process. Loses stdout, and so stops the run, if it was closed, or if
 * nobody has read it until the deadline, or soon after the run was told to stop.
 */
export async function waitForReader({ deadline, stdout, stop }: Step): Promise<void> {
  const patience = Math.max(leastPatience, deadline.remaining())
  await Promise.race([within(patience, stdout.flushed()), stop.requested])
  if (stop.signal.aborted) await within(leastPatience, stdout.flushed())
  if (stdout.isBehind()) stdout.lose('nobody has read it in time')
}

/** An error that nobody awaited, or nothing left to await: the run fails at once, also if its end was told already. */
export function breakOff(step: Step, error: unknown): void {
  if (step.ended) {
    step.broken = true
    process.exitCode = 1
    emitLoss('An error came after the end of the run', error, step)
    // A run that is being stopped is on its way to an end that tells of its writes.
  } else if (!step.stop.signal.aborted) finish(step, failureEnding(step.contract, error, step.terms))
}

/**
 * Tells the end of a run, once, and decides the exit code. What a failed run has left open is not waited for.
 */
export async function finish(step: Step, ending: Ending): Promise<void> {
  if (step.ended) return
  step.ended = true
  step.transport?.close()
  const heard = ending.verdict === 'fail' ? ending : await provenRead(step, ending)
  try {
    await tell(withOutputs(step, heard), step)
  } catch (error) {
    step.broken = true
    emitLoss('The end of the run could not be told', error, step)
  }
  await waitForReader(step)
  const green = (heard.verdict !== 'fail' || heard.reportOnly) && !step.broken && !step.stop.signal.aborted
  process.exitCode = green ? 0 : 1
  if (!green) process.exit()
}

/** A verdict that nobody can read is none: it must not reach a later step either. */
async function provenRead(step: Step, ending: Ending): Promise<Ending> {
  await waitForReader(step)
  return step.stop.signal.aborted ? failed(step, step.stop.signal.reason) : ending
}

/** Gives the outputs. A run whose outputs cannot be written fails: a later step would read nothing. */
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

/** Waits for something, but no longer than so many milliseconds. */
async function within(milliseconds: number, awaited: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([awaited, end])
  clearTimeout(timer)
}
