import { commonReasons, OutsideError } from '@suite/errors'
import type { Log } from '@suite/runner'
import type { Check } from './find-checks.ts'
import type { Programs } from './ports.ts'

/** A check that ran. */
export interface Finished extends Check {
  readonly exitCode: number
  readonly lastLines: readonly string[]
  readonly milliseconds: number
}

/**
 * Runs a check. Its output is folded while it runs; the report of a failed one shows its end again, unfolded.
 * @throws OutsideError if the program is not on the runner
 */
export async function runCheck(check: Check, programs: Programs, log: Pick<Log, 'open'>): Promise<Finished> {
  const { name, says, command, folder } = check
  const group = log.open(`${name}: ${says}`)
  try {
    const ran = await programs.run(command, { folder, onLine: group.printed })
    if (ran !== undefined) return { ...check, ...ran }
  } finally {
    group.close()
  }
  throw new OutsideError(
    commonReasons['outside-failed'],
    `${command.program} is not on the runner, so ${says} could not run`,
    `Install it in a step before this one, such as actions/setup-node.`,
  )
}
