import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { visible } from '@suite/report'
import type { Environment } from './environment.ts'

/**
 * Returns the path of the workspace without a link in it.
 * @throws OutsideError `outside-failed` if there is no such folder
 */
export function realWorkspace({ workspace }: Pick<Environment, 'workspace'>): string {
  try {
    return realpathSync(resolve(workspace))
  } catch (cause) {
    throw new OutsideError(
      commonReasons['outside-failed'],
      `the workspace cannot be read: ${visible(cause instanceof Error ? cause.message : String(cause))}`,
      'Check out the repository before this step, with actions/checkout.',
      { cause },
    )
  }
}
