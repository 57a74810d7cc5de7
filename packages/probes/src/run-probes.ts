import { type AskTerms, createAsk } from './ask.ts'
import { type Clock, type Converged, converge } from './converge.ts'
import type { Exchanged } from './exchanged.ts'
import { createGate } from './gate.ts'
import { missingOf } from './missing.ts'
import { type AskingProbe, NoAnswer, type PreparedWrite, type Probe, type WritingTools } from './probe.ts'
import type { Redaction } from './redaction.ts'

/** How a probe ended, and which of its headers may be shown. */
export interface ProbeResult extends Converged {
  readonly name: string
  readonly kind: string
  readonly shownHeaders: readonly string[]
  /** Requests of the last attempt, as `GET /path`, for which the Worker has nothing. Empty for a probe that passed. */
  readonly missing: readonly string[]
}

export interface ProbingTerms {
  readonly ask: Omit<AskTerms, 'gate'>
  readonly consecutive: number
  readonly clock: Clock
  /** Milliseconds that all probes together may take. */
  readonly budget: number
  readonly cancelled: () => boolean
  readonly redaction: Redaction
  readonly writing: Pick<WritingTools, 'withKv' | 'newId'> & {
    /** Performs the write of a probe, and records it as one of the run's writes. */
    perform(write: PreparedWrite): Promise<Converged>
  }
  /** Receives the reason before each repeated attempt. */
  readonly onWait: (because: string) => void
  readonly onEnd: (result: ProbeResult) => void
}

/** GitHub recommends no more requests at once, and a Worker that has just been deployed should not be flooded. */
const mostAtOnce = 10

/** Runs all probes at the same time until each is decided, and returns their results in the order of the probes. */
export async function runProbes(probes: readonly Probe[], terms: ProbingTerms): Promise<ProbeResult[]> {
  const { clock, budget, redaction, onEnd } = terms
  const ask = { ...terms.ask, gate: createGate(mostAtOnce) }
  const within = { ...terms, ask, deadline: clock.now() + budget }
  return Promise.all(
    probes.map(async (probe) => {
      const { name, kind } = probe
      const ended = probe.writes
        ? await terms.writing.perform(
            probe.prepare(probe.terms, { ...within, ...terms.writing, now: ask.now }),
          )
        : await repeat(probe, within)
      const result = {
        ...ended,
        name,
        kind,
        shownHeaders: probe.writes ? [] : [ask.version.echo.header, ...probe.shownHeaders],
        missing:
          probe.writes || ended.state === 'pass'
            ? []
            : missingOf(ended.exchanges, probe.statuses).map(redaction.redact),
        because: redaction.redact(ended.because),
        advice: ended.advice && redaction.redact(ended.advice),
      }
      onEnd(result)
      return result
    }),
  )
}

/** Repeats a probe that asks the Worker until it is decided. */
async function repeat(
  probe: AskingProbe,
  {
    ask,
    consecutive,
    clock,
    deadline,
    budget,
    cancelled,
    redaction,
    onWait,
  }: ProbingTerms & { readonly ask: AskTerms; readonly deadline: number },
): Promise<Converged> {
  const tools = { now: ask.now, keepSecret: redaction.add }
  // An attempt that hangs leaves time for two more. No attempt takes longer than 10 s, its body included.
  const longest = Math.min(budget / 3, 10_000)
  const limit = () => Math.max(1, Math.min(longest, deadline - clock.now()))
  const attempt = async () => {
    const exchanges: Exchanged[] = []
    const asking = createAsk(ask, probe, limit, (exchanged) => exchanges.push(exchanged))
    const judgement = await probe.attempt(asking, probe.terms, tools).catch((error: unknown) => {
      if (error instanceof NoAnswer) return undefined
      throw error
    })
    return { judgement, exchanges: exchanges.sort((one, other) => one.order - other.order) }
  }
  const first = Math.min(Math.max(budget / 200, 10), 500)
  return converge(attempt, {
    consecutive,
    deadline,
    pace: { first, most: first * 10 },
    clock,
    cancelled,
    onWait: (because) => onWait(`${probe.name}: ${because}`),
  })
}
