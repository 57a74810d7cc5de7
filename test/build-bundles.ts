import { ProgramFailed, run } from '../scripts/shell.ts'

/**
 * Builds the bundles once before their tests, if any of those tests is selected. The bundles are tested as they ship.
 *
 * @throws the error of the build
 */
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
