import { delimiter } from 'node:path'
import { type BundleRun, type RunBundleOptions, runBundle } from '../bundle/run-bundle.ts'
import type { RunChanges } from './scenario.ts'

/** Runs a bundle with the options of a scenario and the changes of the sweep. */
export function runInWorld(
  action: string,
  { inputs, environment, ...options }: RunBundleOptions,
  { inputs: changedInputs, environment: changedEnvironment, programs, ...changes }: RunChanges = {},
): Promise<BundleRun> {
  const path = environment?.PATH ?? process.env.PATH ?? ''
  return runBundle(action, {
    ...options,
    ...changes,
    inputs: { ...inputs, ...changedInputs },
    environment: {
      ...environment,
      ...changedEnvironment,
      ...(programs === undefined ? {} : { PATH: `${programs}${delimiter}${path}` }),
    },
  })
}
