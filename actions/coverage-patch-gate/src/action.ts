import type { InputsOf } from '@suite/contract'
import { OutsideError } from '@suite/errors'
import type { Forge } from '@suite/forge'
import type { Outcome, Run } from '@suite/runner'
import type { contract } from './contract.ts'
import { brokenJobs } from './needs.ts'
import { reasons } from './reasons.ts'

type Contract = typeof contract

/** Decides whether tests run the code that the change adds. */
export async function gateCoverage(
  { inputs }: Run<InputsOf<Contract>>,
  _forge: Pick<Forge, 'labels' | 'comments' | 'people'>,
): Promise<Outcome<Contract>> {
  const broken = brokenJobs(inputs.needs ?? new Map())
  throw new OutsideError(
    broken.length > 0 ? reasons['tests-not-green'] : reasons['report-unreadable'],
    'this version reads no report yet',
  )
}
