import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'
import type { Inputs } from './inputs.ts'
import type { Ports } from './ports.ts'

/** Publishes a release. */
export async function publishRelease(
  { inputs }: Run<Inputs>,
  _ports: Ports,
): Promise<Outcome<typeof contract>> {
  throw new Error(`nothing publishes ${inputs.tag} yet`)
}
