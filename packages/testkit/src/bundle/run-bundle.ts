import type { LogEntry } from '../core/request-log.ts'
import { type RunActionOptions, type RunResult, runAction } from '../core/run-action.ts'
import { bundleOf, compiledOnce } from './bundle.ts'

/** One run of a bundle, and the requests that it sent. */
export interface BundleRun extends RunResult {
  readonly log: readonly LogEntry[]
  readonly reason: string | undefined
  /** The messages of its annotations. */
  readonly messages: string
  /** Returns an output, parsed as JSON. */
  json<Value = unknown>(output: string): Value
}

export interface RunBundleOptions extends Omit<RunActionOptions, 'bundle'> {
  /** The log of the stand-in, with the requests of all runs. Default: empty. */
  readonly log?: readonly LogEntry[]
  /** Returns whether a request belongs to this run; default: all requests during the run. */
  readonly isOurs?: (entry: LogEntry) => boolean
}

/** Runs the bundle of an action as it ships, as a runner would. */
export async function runBundle(
  action: string,
  { log = [], isOurs = () => true, environment, ...options }: RunBundleOptions,
): Promise<BundleRun> {
  const from = log.length
  const ran = await runAction({
    ...options,
    bundle: bundleOf(action),
    environment: { ...compiledOnce, ...environment },
  })
  return {
    ...ran,
    log: log.slice(from).filter(isOurs),
    reason: ran.outputs.reason,
    messages: ran.annotations.map(({ message }) => message).join('\n'),
    json: (output) => JSON.parse(ran.outputs[output] ?? ''),
  }
}

/** Method and path of each request that writes, in order of arrival; `below` is left out of the path. */
export function writesOf(log: readonly LogEntry[], below: string): string[] {
  return log
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(below, '')}`)
}
