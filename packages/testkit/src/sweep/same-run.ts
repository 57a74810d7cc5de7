import { requestFaults } from '../core/fault-catalogue.ts'
import type { CleanRun } from './base-run.ts'
import type { Cell } from './cells.ts'
import type { Judged } from './outcome.ts'

/**
 * Keeps the outcome of a run in which no request followed that could meet the fault again: one that happens once, for
 * good, or now and then gives every request of such a run the same answer.
 */
export function keepRun({ runs }: Pick<CleanRun, 'runs'>, cell: Cell, judged: Judged): void {
  const key = keyOf(cell)
  if (key !== undefined) runs.set(key, judged)
}

/** Returns the outcome of a kept run that is the same as that of a cell; undefined if there is none. */
export function findSameRun({ runs }: Pick<CleanRun, 'runs'>, cell: Cell): Judged | undefined {
  const key = keyOf(cell)
  const found = key === undefined ? undefined : runs.get(key)
  return found && { ...found, why: `${found.why} (the request was not sent again, so it is the same run)` }
}

/** Returns what is equal in the cells of one place and fault. */
function keyOf({ injected }: Cell): string | undefined {
  if (injected.kind !== 'request') return undefined
  const { host, name, nth, fault } = injected
  // How long it lasts is a part of it.
  const isLonger = requestFaults.find((each) => each.name === fault)?.lasts === true
  return isLonger ? undefined : [host, name, nth, fault].join(' / ')
}
