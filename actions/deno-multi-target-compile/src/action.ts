import type { InputsOf } from '@suite/contract'
import type { Forge } from '@suite/forge'
import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'

type Contract = typeof contract

/** Compiles the commit for every target. */
export async function compileTargets(
  { inputs }: Run<InputsOf<Contract>>,
  _forge: Pick<Forge, 'repository'> | undefined,
): Promise<Outcome<Contract>> {
  throw new Error(`nothing compiles ${inputs.entrypoint} yet`)
}
