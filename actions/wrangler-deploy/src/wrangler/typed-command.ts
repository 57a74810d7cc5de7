import type { Shell } from '@suite/report'
import type { findManager } from './find.ts'

/** What decides how a person calls the project's wrangler. */
export interface TypedBy {
  readonly manager: Awaited<ReturnType<typeof findManager>>
  readonly shell: Shell
  /** The folder of the Worker, from the root of the repository. */
  readonly folder: string
  /** Path of the configuration file; undefined means search for it. */
  readonly config: string | undefined
}

/**
 * Returns the line that calls the project's wrangler from the root of the repository, in the shell of the runner. Wrangler
 * is seldom on PATH, so the package manager of the project finds it.
 */
export function typedCommand(args: readonly string[], { manager, shell, folder, config }: TypedBy): string {
  const { quote } = shell
  const all = [...args, ...(config === undefined ? [] : [`--config=${config}`])]
  const call = `${callOf(manager, shell)} ${all.map((each) => (/^--[\w-]+$/.test(each) ? each : quote(each))).join(' ')}`
  return folder === '.' ? call : shell.inSequence([`cd ${quote(folder)}`, call])
}

function callOf(manager: TypedBy['manager'], { npm }: Shell): string {
  const calls = {
    npm: `${npm} exec -- wrangler`,
    pnpm: 'pnpm exec wrangler',
    yarn: 'yarn run wrangler',
    bun: 'bun run wrangler',
  } as const
  return calls[manager]
}
