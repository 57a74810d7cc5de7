import { run } from '../shell.ts'

/** Fewer modules than this means that the tool could not read them, and would find no violation in nothing. */
const fewestModules = 100

/** The rules of `.dependency-cruiser.cjs`: which folder may import what. */
export async function checkArchitecture(): Promise<string> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'actions', 'packages']
  const report = JSON.parse(await run('depcruise', args, { quiet: true, tolerate: true }))
  const { violations, totalCruised } = report.summary
  if (totalCruised < fewestModules) throw new Error(`only ${totalCruised} modules were seen`)
  if (violations.length > 0)
    throw new Error(
      violations.map(({ rule, from, to }: Violation) => `  ${rule.name}: ${from} → ${to}`).join('\n'),
    )
  return `${totalCruised} modules`
}

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
}
