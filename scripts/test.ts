import './unread.ts'
import { skippedHere } from '../test/platform-needs.ts'
import { ProgramFailed, run } from './shell.ts'

for (const { file, because } of skippedHere())
  console.log(`skipped on ${process.platform}: ${file}: ${because}`)

// Bundles are tested as they ship: vitest.config.ts builds them first if a selected test needs one.
try {
  await run('vitest', ['run', ...process.argv.slice(2)])
} catch (error) {
  if (!(error instanceof ProgramFailed)) throw error
  // Of tests that fail, vitest has printed why: nothing comes after that.
  if (!error.message.endsWith('ended with 1')) console.error(error.message)
  process.exitCode = 1
}
