import './unread.ts'
import { checkArchitecture } from './check/architecture.ts'
import { checkBundles } from './check/bundles.ts'
import { withCopy } from './check/copy.ts'
import { checkGenerated } from './check/generated.ts'
import { checkNewAction } from './check/new-action.ts'
import { checkTests } from './check/tests.ts'
import { checkWorkflows } from './check/workflows.ts'
import { run } from './shell.ts'

let failed = 0

await check('generated files', checkGenerated)
const sources = checkSources()
// The copy is made while the sources are checked: one waits for the disk, the other for the processor.
await withCopy(async (copy) => {
  await sources
  await check('bundles equal when built twice', () => checkBundles(copy))
  await check('a new action passes', () => checkNewAction(copy))
})
console.log(failed === 0 ? 'All checks pass.' : `${failed} checks fail.`)
process.exitCode = failed === 0 ? 0 : 1

/** Runs the checks that write nothing, two at a time. */
async function checkSources(): Promise<void> {
  await Promise.all([
    check('format and lint', () => quietly('biome', 'ci', '--error-on-warnings', '--colors=off', '.')).then(
      () => check('types', () => quietly('tsc', '--project', 'tsconfig.json')),
    ),
    check('architecture', checkArchitecture)
      .then(() => check('workflows keep the worth of their gates', checkWorkflows))
      .then(() => check('tests do not depend on the machine', checkTests))
      .then(() => check('nothing unused', () => quietly('knip'))),
  ])
}

/** Runs one check and reports its result. All checks run, even if one fails. */
async function check(name: string, work: () => Promise<string | undefined>): Promise<void> {
  const start = performance.now()
  try {
    const said = await work()
    console.log(
      `ok    ${name} (${((performance.now() - start) / 1_000).toFixed(1)} s)${said ? `: ${said}` : ''}`,
    )
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`)
  }
}

async function quietly(command: string, ...args: string[]): Promise<undefined> {
  await run(command, args, { quiet: true })
}
