import { OutsideError } from '@suite/errors'
import { allHold, type Check, check, tellWrong } from '../../check.ts'
import type { Clock, Converged } from '../../converge.ts'

/** What this probe asks of a store of values. */
export interface KeyValues {
  put(namespace: string, key: string, value: string, options: { expirationTtl: number }): Promise<void>
  get(namespace: string, key: string): Promise<string | undefined>
  delete(namespace: string, key: string): Promise<void>
}

export interface KvTerms {
  readonly namespace: string
  readonly binding: string
  /** `prefs:probe:<uuid>`. */
  readonly key: string
  /** `ok:<time>`. */
  readonly value: string
  readonly clock: Clock
  readonly deadline: number
  readonly cancelled: () => boolean
}

/** In seconds: what is left behind by a machine that dies goes away by itself. */
const expirationTtl = 300

/** Between two looks, in milliseconds; what was written in one place shows in another within a minute. */
const pause = 1000

/** Proves that a namespace takes a value, gives it back, and forgets it. The key is deleted whatever happens. */
export async function probeKv(kv: KeyValues, terms: KvTerms): Promise<Converged> {
  const { namespace, binding, key, value, clock, deadline, cancelled } = terms
  const started = clock.now()
  const checks: Check[] = []
  const steps: string[] = []
  const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const result = await work()
    steps.push(what)
    return result
  }
  /** Looks until it is as expected, or time is up: the store is eventually consistent. */
  const look = async (what: string, wanted: string | undefined) => {
    for (;;) {
      const found = await kv.get(namespace, key)
      if (found === wanted || clock.now() + pause >= deadline || cancelled()) {
        checks.push(
          check(
            what,
            found === wanted,
            found === wanted ? undefined : found === undefined ? 'nothing' : 'another value',
          ),
        )
        steps.push(
          `GET ${key} → ${found === undefined ? 'nothing' : found === value ? value : 'another value'}`,
        )
        return
      }
      await clock.sleep(pause)
    }
  }
  let failure: OutsideError | undefined
  const keep = (error: unknown) => {
    if (!(error instanceof OutsideError)) throw error
    failure ??= error
  }
  const written = async () => {
    await step(`PUT ${key} = ${value}, expires in ${expirationTtl} s`, () =>
      kv.put(namespace, key, value, { expirationTtl }),
    )
    if (!cancelled()) await look('what was put is read', value)
  }
  const forgotten = async () => {
    // Also after a put that failed: nobody knows whether it was carried out.
    await step(`DELETE ${key}`, () => kv.delete(namespace, key))
    if (!cancelled() && failure === undefined) await look('what was deleted is gone', undefined)
  }
  await written().catch(keep)
  await forgotten().catch(keep)
  const passed = failure === undefined && checks.length === 2 && allHold(checks)
  const latency = clock.now() - started
  return {
    state: passed ? 'pass' : failure ? 'error' : checks.some(({ holds }) => !holds) ? 'fail' : 'inconclusive',
    because: failure ? withoutKey(failure.message, key) : becauseOf(checks),
    advice: failure?.fix,
    cause: passed ? 'passed' : 'service',
    attempts: 1,
    passes: passed ? 1 : 0,
    latencies: passed ? [latency] : [],
    retried: {},
    convergedAfter: passed ? latency : undefined,
    version: 'not-asked',
    checks,
    shows: { [`binding ${binding}, namespace ${namespace}`]: steps.join('\n') },
    exchanges: [],
  }
}

/** The key is a new one each time. */
function withoutKey(text: string, key: string): string {
  return text.replaceAll(key, 'the key').replaceAll(encodeURIComponent(key), '<key>')
}

function becauseOf(checks: readonly Check[]): string {
  const wrong = checks.find(({ holds }) => !holds)
  if (wrong) return tellWrong(wrong)
  return checks.length === 2 ? 'all as expected' : 'it was cancelled'
}
