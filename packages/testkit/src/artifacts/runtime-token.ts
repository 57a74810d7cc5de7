import { randomUUID } from 'node:crypto'

export interface RuntimeTokenOptions {
  /** Backend ids of the run and the job. Default: random. */
  readonly run?: string
  readonly job?: string
  /** Default: in one hour. */
  readonly expiresAt?: Date
}

/**
 * Returns the token that a runner passes to an action as ACTIONS_RUNTIME_TOKEN; this stand-in does not check the
 * signature.
 */
export function runtimeToken({
  run = randomUUID(),
  job = randomUUID(),
  expiresAt = new Date(Date.now() + 3_600_000),
}: RuntimeTokenOptions = {}): string {
  const claims = {
    scp: `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${run}:${job}`,
    exp: Math.floor(expiresAt.getTime() / 1000),
  }
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => JSON.stringify(part))
  return [...parts, randomUUID()].map((part) => Buffer.from(part).toString('base64url')).join('.')
}

/** Returns the ids in a bearer token; undefined if it is not a token of this form, or has expired. */
export function readBearer(header: string | undefined, now: Date): { run: string; job: string } | undefined {
  try {
    const claims = JSON.parse(Buffer.from(header?.split('.')[1] ?? '', 'base64url').toString())
    const scope = String(claims.scp)
      .split(' ')
      .find((each) => each.startsWith('Actions.Results:'))
    const [, run, job] = scope?.split(':') ?? []
    if (!header?.startsWith('Bearer ') || !run || !job || claims.exp * 1000 <= now.getTime()) return undefined
    return { run, job }
  } catch {
    return undefined
  }
}
