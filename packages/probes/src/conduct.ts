import { type AskTerms, createAsk } from './ask.ts'
import { type Clock, type Converged, converge } from './converge.ts'
import type { Exchanged } from './exchanged.ts'
import type { PlannedProbe } from './file/plan.ts'
import { corsProbe } from './kinds/cors/probe.ts'
import { healthProbe } from './kinds/health/probe.ts'
import { httpProbe } from './kinds/http/probe.ts'
import { jwksProbe } from './kinds/jwks/probe.ts'
import { jwtProbe, type Verify } from './kinds/jwt/probe.ts'
import { metricsProbe } from './kinds/metrics/probe.ts'
import { NoAnswer, type Probe, type ProbeKind } from './probe.ts'

/** How a probe ended, with what of it may be shown. */
export interface ProbeResult extends Converged {
  readonly name: string
  readonly kind: ProbeKind
  readonly shownHeaders: readonly string[]
}

export interface ConductTerms {
  readonly ask: AskTerms
  readonly consecutive: number
  readonly clock: Clock
  /** On the clock. */
  readonly deadline: number
  /** Milliseconds from the start to the deadline. */
  readonly budget: number
  readonly cancelled: () => boolean
  readonly keepSecret: (secret: string) => void
  readonly verify: Verify
  /** Told why, before each attempt that is made again. */
  readonly onWait: (because: string) => void
}

/** Repeats one probe until it is decided. */
export async function conduct(
  planned: Exclude<PlannedProbe, { kind: 'kv' }>,
  { ask, consecutive, clock, deadline, budget, cancelled, keepSecret, verify, onWait }: ConductTerms,
): Promise<ProbeResult> {
  const probe: Probe = { ...probeOf(planned, { now: ask.now, keepSecret, verify }), family: planned.family }
  // A hang leaves room for two attempts more; within that, one attempt has 10 s, its body included.
  const longest = Math.min(budget / 3, 10_000)
  const limit = () => Math.max(1, Math.min(longest, deadline - clock.now()))
  const attempt = async () => {
    const exchanges: Exchanged[] = []
    const judgement = await probe
      .attempt(createAsk(ask, probe, limit, (exchanged) => exchanges.push(exchanged)))
      .catch((error: unknown) => {
        if (error instanceof NoAnswer) return undefined
        throw error
      })
    return { judgement, exchanges: exchanges.sort((one, other) => one.order - other.order) }
  }
  const first = Math.min(Math.max(budget / 200, 10), 500)
  const converged = await converge(attempt, {
    consecutive,
    deadline,
    pace: { first, most: first * 10 },
    clock,
    cancelled,
    onWait: (because) => onWait(`${planned.name}: ${because}`),
  })
  const shownHeaders = [ask.version.echo.header, ...(probe.shownHeaders ?? [])]
  return { ...converged, name: planned.name, kind: planned.kind, shownHeaders }
}

function probeOf(
  planned: Exclude<PlannedProbe, { kind: 'kv' }>,
  means: { now: () => Date; keepSecret: (secret: string) => void; verify: Verify },
): Probe {
  switch (planned.kind) {
    case 'jwks':
      return jwksProbe(planned.name, planned.terms)
    case 'jwt':
      return jwtProbe(planned.name, planned.terms, means)
    case 'cors':
      return corsProbe(planned.name, planned.terms)
    case 'health':
      return healthProbe(planned.name, planned.terms)
    case 'metrics':
      return metricsProbe(planned.name, planned.terms)
    case 'http':
      return httpProbe(planned.name, planned.terms, means.keepSecret)
  }
}
