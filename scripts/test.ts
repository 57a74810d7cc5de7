import './unread.ts'
import { ProgramFailed, run } from './shell.ts'

// The bundles are tested as they ship: vitest.config.ts has them built first, if a test of one is to run.
try {
  await run('vitest', ['run', ...process.argv.slice(2)])
} catch (error) {
  if (!(error instanceof ProgramFailed)) throw error
  // Of tests that fail, vitest has printed why: nothing comes after that.
  if (!error.message.endsWith('ended with 1')) console.error(error.message)
  process.exitCode = 1
}
