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
 * @throws OutsideError if the program is not on the runner, or if it passes without a sign that it did anything
 */
export async function runCheck(check: Check, programs: Programs, log: Pick<Log, 'open'>): Promise<Finished> {
  const { name, says, command, folder, evidence } = check
  let isShown = evidence === undefined
  const group = log.open(`${name}: ${says}`)
  try {
    const onLine = (line: string) => {
      isShown ||= evidence?.isIn(line) === true
      group.printed(line)
    }
    const ran = await programs.run(command, { folder, onLine })
    if (ran?.exitCode === 0 && !isShown)
      throw new OutsideError(
        commonReasons['outside-failed'],
        `${says} ended with exit code 0, and nothing that it printed shows that it ran`,
        `Run \`${says}\` on your machine, and look at what the first ${command.program} on PATH of the runner is.`,
      )
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
