import { connectForge } from '@suite/forge'
import type { Run } from '@suite/runner'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'

/** Returns the ports of a run, without a request. */
export function connectPorts(run: Run<Inputs>): Ports {
  return { forge: connectForge(run, run.inputs.token) }
}
