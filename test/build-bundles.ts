import { ProgramFailed, run } from '../scripts/shell.ts'

/** Runs once before the tests of bundles, where any of them is to run. They are tested as they ship. */
export async function setup(): Promise<void> {
  try {
    await run(process.execPath, ['--conditions=suite-source', 'scripts/build.ts'])
  } catch (error) {
    // The build has printed why: a stack would only push it out of sight.
    if (error instanceof ProgramFailed) error.stack = error.message
    throw error
  }
}
