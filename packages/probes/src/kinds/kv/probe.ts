import { isAmbiguous, OutsideError } from '@suite/errors'
import { allHold, type Check, check, describeWrong } from '../../check.ts'
import type { Converged } from '../../converge.ts'
import type { KeyValues, Named, WritingProbe, WritingTools } from '../../probe.ts'

export interface KvTerms {
  readonly namespace: string
  /** The name of the binding, for the proof. */
  readonly binding: string
}

/** Proves that a namespace takes a value, returns it, and forgets it. */
export function kvProbe(named: Named, terms: KvTerms): WritingProbe<KvTerms> {
  return { ...named, kind: 'kv', terms, writes: true, prepare }
}

/** The probe of a namespace that a plan does not mention. */
export function addedKvProbe(terms: KvTerms): WritingProbe<KvTerms> {
  return kvProbe({ name: 'kv-prefs' }, terms)
}

/** One write, from the put to the delete, so that a cancelled run waits for the delete. */
const prepare: WritingProbe<KvTerms>['prepare'] = (terms, { withKv, newId, now, ...watch }) => {
  const key = `prefs:probe:${newId()}`
  const probing = { ...terms, ...watch, key, value: `ok:${now().toISOString()}` }
  const remaining = () => watch.deadline - watch.clock.now()
  return {
    what: `the key ${key} of ${terms.binding}, put and deleted`,
    perform: () => withKv(remaining, (store) => probeKv(store, probing)),
  }
}

interface Probing extends KvTerms, Pick<WritingTools, 'clock' | 'deadline' | 'cancelled'> {
  /** `prefs:probe:<uuid>`. */
  readonly key: string
  /** `ok:<time>`. */
  readonly value: string
}

type Performed = ReturnType<ReturnType<WritingProbe['prepare']>['perform']>

/** In seconds. A key that is left behind by a machine that dies expires. */
const expirationTtl = 300

/** Between two reads, in milliseconds. A value that is written in one place can be read in another within a minute. */
const pause = 1000

/** Puts, reads and deletes a key. The key is deleted even if the put or the read fails. */
async function probeKv(kv: KeyValues, terms: Probing): Performed {
  const { namespace, binding, key, value, clock, deadline, cancelled } = terms
  const started = clock.now()
  const checks: Check[] = []
  const steps: string[] = []
  const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const result = await work()
    steps.push(what)
    return result
  }
  /** Reads until the value is as expected or time is up, because the store is eventually consistent. */
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
    // Also after a put that failed, because it may have been carried out.
    await step(`DELETE ${key}`, () => kv.delete(namespace, key))
    if (!cancelled() && failure === undefined) await look('what was deleted is gone', undefined)
  }
  await written().catch(keep)
  await forgotten().catch(keep)
  const passed = failure === undefined && checks.length === 2 && allHold(checks)
  const latency = clock.now() - started
  const result: Converged = {
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
  return { state: writeStateOf(failure), result }
}

function writeStateOf(failure: OutsideError | undefined) {
  if (failure === undefined) return 'applied'
  return isAmbiguous(failure) ? 'unknown' : 'refused'
}

/** Returns a text without the key, which differs from run to run. */
function withoutKey(text: string, key: string): string {
  return text.replaceAll(key, 'the key').replaceAll(encodeURIComponent(key), '<key>')
}

function becauseOf(checks: readonly Check[]): string {
  const wrong = checks.find(({ holds }) => !holds)
  if (wrong) return describeWrong(wrong)
  return checks.length === 2 ? 'all as expected' : 'it was cancelled'
}
