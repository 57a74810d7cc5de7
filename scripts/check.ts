import { checkArchitecture } from './check/architecture.ts'
import { checkBundles } from './check/bundles.ts'
import { checkGenerated } from './check/generated.ts'
import { run } from './shell.ts'

const steps: readonly (readonly [string, () => Promise<string | void>])[] = [
  ['generated files', checkGenerated],
  [
    'format and lint',
    async () => void (await run('biome', ['ci', '--error-on-warnings', '.'], { quiet: true })),
  ],
  ['types', async () => void (await run('tsc', ['--project', 'tsconfig.json'], { quiet: true }))],
  ['architecture', checkArchitecture],
  ['nothing unused', async () => void (await run('knip', [], { quiet: true }))],
  ['bundles equal when built twice', checkBundles],
]

let failed = 0
for (const [name, step] of steps) {
  const start = performance.now()
  try {
    const said = await step()
    const seconds = ((performance.now() - start) / 1_000).toFixed(1)
    console.log(`ok    ${name} (${seconds} s)${said ? `: ${said}` : ''}`)
  } catch (error) {
    failed += 1
    console.log(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`)
  }
}
console.log(failed === 0 ? 'All checks pass.' : `${failed} of ${steps.length} checks fail.`)
process.exitCode = failed === 0 ? 0 : 1
