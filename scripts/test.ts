import './unread.ts'
import { run } from './shell.ts'

// The bundles are tested as they ship: vitest.config.ts has them built first, if a test of one is to run.
await run('vitest', ['run', ...process.argv.slice(2)])
