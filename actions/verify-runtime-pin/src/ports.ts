import { type ControlPlane, connectControlPlane, type Patience, patienceOf } from '@suite/control-plane'
import { type FoundByRun, keepFinding } from '@suite/evidence'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'

/** What this action needs from outside. */
export interface Ports {
  readonly plane: Pick<ControlPlane, 'name' | 'read'>
  readonly patience: Patience
  /** Returns the text of a file; rejects if the file does not exist. */
  readonly readFile: (path: string) => Promise<string>
  readonly keep: (found: FoundByRun) => Promise<{ readonly path: string; readonly digest: string }>
}

/**
 * Returns the real ports. Sends no request yet.
 * @throws UsageError for an address or a token that must not be used
 */
export function connectPorts(run: Run<Inputs>): Ports {
  const { inputs, transport, deadline } = run
  const { template, region, token } = inputs
  const access = { url: inputs['control-plane-url'], token }
  return {
    plane: connectControlPlane(transport, access, { template, region }, inputs['digest-algorithms']),
    patience: patienceOf(deadline),
    readFile: async (path) => (await import('node:fs/promises')).readFile(path, 'utf8'),
    keep: (found) => keepFinding(run, found),
  }
}
