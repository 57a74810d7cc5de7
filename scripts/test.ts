import { buildAll } from './build/bundles.ts'
import { run } from './shell.ts'

// The bundles are tested as they ship, so they are built first.
await buildAll()
await run('vitest', ['run', ...process.argv.slice(2)])
