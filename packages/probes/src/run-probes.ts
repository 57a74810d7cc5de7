import { type AskTerms, createAsk } from './ask.ts'
import { truncate } from './check.ts'
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
  /** The secrets that requests may use, by the name of their placeholder: `env.NAME`. */
  readonly secrets: ReadonlyMap<string, string>
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
        ...withoutSecrets(ended, redaction.redact),
      }
      onEnd(result)
      return result
    }),
  )
}

/**
 * Removes secrets from what a probe found, and only then truncates it: half a secret would not be found any more.
 */
function withoutSecrets(
  { because, advice, checks, shows }: Converged,
  redact: (text: string) => string,
): Pick<Converged, 'because' | 'advice' | 'checks' | 'shows'> {
  return {
    because: truncate(redact(because), 500),
    advice: advice && redact(advice),
    checks: checks.map(({ expects, found, ...rest }) => ({
      ...rest,
      expects: redact(expects),
      ...(found !== undefined && { found: truncate(redact(found), 200) }),
    })),
    shows: Object.fromEntries(Object.entries(shows).map(([title, text]) => [title, redact(text)])),
  }
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
    secrets,
  }: ProbingTerms & { readonly ask: AskTerms; readonly deadline: number },
): Promise<Converged> {
  const tools = { now: ask.now, keepSecret: redaction.add, secrets, redact: redaction.redact }
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
    onWait: (because) => onWait(truncate(redaction.redact(`${probe.name}: ${because}`), 500)),
  })
}
