import { ProgramFailed, run } from '../scripts/shell.ts'

/** Runs once before the tests of bundles, where any of them is to run. They are tested as they ship. */
export async function setup(): Promise<void> {
  try {
    await run(process.execPath, ['--conditions=suite-source', 'scripts/run-script.ts', 'build'])
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error
    // The build has printed why, which a report on no tests would push out of sight.
    console.error('The bundles could not be built, so no test was run.')
    process.exit(1)
  }
}
