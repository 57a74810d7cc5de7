import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commonReasons, OutsideError } from '@suite/errors'
import { basicsOf, describeEnd, runProgram, type Variables } from '@suite/program'
import { type Installed, readManifest } from './installed.ts'

/**
 * Installs exactly this version of wrangler into a folder outside the project. Runs no script of any package.
 * @throws OutsideError `outside-failed` with the last line that npm printed
 */
export async function installWrangler(
  version: string,
  folder: string,
  { variables, signal }: { readonly variables: Variables; readonly signal: AbortSignal },
): Promise<Installed> {
  const npmSettings = Object.entries(variables).filter(([name]) => /^npm_config_/i.test(name))
  const ended = await runProgram({
    file: 'npm',
    args: [
      ...['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--no-update-notifier', `wrangler@${version}`],
    ],
    cwd: folder,
    environment: { ...basicsOf(variables), ...Object.fromEntries(npmSettings) },
    timeout: 180_000,
    signal,
  })
  const home = join(folder, 'node_modules/wrangler')
  const text = await readFile(join(home, 'package.json'), 'utf8').catch(() => undefined)
  const installed = text === undefined ? undefined : readManifest(text, home)
  if (ended.exitCode === 0 && installed?.version === version) return installed
  const said = ended.stderr.toString().trim().split('\n').at(-1) || 'nothing'
  throw new OutsideError(
    commonReasons['outside-failed'],
    `wrangler ${version} could not be installed: npm ${describeEnd(ended)}, and said ${JSON.stringify(said.slice(0, 300))}`,
    'Install wrangler in the project, so that its lock file contains it.',
  )
}
