import { run } from '../shell.ts'

/** With fewer modules than this, the tool could not read them, and would find no violation. */
const fewestModules = 100

/**
 * Checks the rules of `.dependency-cruiser.cjs`: which folder may import what.
 *
 * @throws Error that lists the violations, or says that the tool did not see the modules
 */
export async function checkArchitecture(): Promise<string> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'actions', 'packages']
  const report = JSON.parse(await run('depcruise', args, { quiet: true, tolerate: true }))
  const { violations, totalCruised } = report.summary
  if (totalCruised < fewestModules) throw new Error(`only ${totalCruised} modules were seen`)
  for (const [from, to] of edgesThatExist)
    if (
      !report.modules.some(
        (module: Module) =>
          module.source === from && module.dependencies.some(({ resolved }) => resolved.includes(to)),
      )
    )
      throw new Error(`the import of ${to} in ${from} was not seen, so a rule about it would find nothing`)
  if (violations.length > 0)
    throw new Error(
      violations.map(({ rule, from, to }: Violation) => `  ${rule.name}: ${from} → ${to}`).join('\n'),
    )
  return `${totalCruised} modules`
}

/** Existing imports that are allowed. If the tool sees them, it would also see the forbidden ones. */
const edgesThatExist = [
  ['packages/runner/src/emit.ts', '/@actions/core/'],
  ['packages/forge/src/github/client.ts', '/@actions/github/'],
  ['actions/coverage-patch-gate/src/tracefiles/report-files.ts', '/@actions/glob/'],
  ['packages/forge/src/connect.ts', 'packages/forge/src/github/'],
  ['packages/http/src/transport.ts', 'packages/wire/src/'],
  ['packages/probes/src/file/schema.ts', 'packages/probes/src/kinds/'],
  ['packages/probes/src/kinds/index.ts', 'packages/probes/src/kinds/jwks/'],
] as const

interface Module {
  readonly source: string
  readonly dependencies: readonly { readonly resolved: string }[]
}

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
}
