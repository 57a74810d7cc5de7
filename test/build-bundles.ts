import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Builds the bundles once before their tests, if any of those tests is selected. The bundles are tested as they ship.
 * It imports nothing of the project, because vitest loads it before anything is compiled.
 */
export async function setup(): Promise<void> {
  const args = [
    '--conditions=suite-source',
    '--disable-warning=ExperimentalWarning',
    'scripts/run-script.ts',
    'build',
  ]
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  if (code === 0) return
  // The build has printed why, which a report on no tests would push out of sight.
  console.error('The bundles could not be built, so no test was run.')
  process.exit(1)
}
