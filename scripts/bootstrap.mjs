// `node scripts/bootstrap.mjs <script> [argument …]`: runs scripts/<script>.ts on the pinned Node. Needs only Node 20
// and npm, and no shell: it works the same from sh, cmd and PowerShell. First installs what is missing or out of date,
// from the lockfile alone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npxCommand, pinnedNode, withFolderOnPath } from './bootstrap/platform.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [script, ...rest] = process.argv.slice(2)
const pinned = pinnedNode(root, process.platform)

const stamp = join(root, 'node_modules/.modules.yaml')

function isInstalled() {
  if (!existsSync(stamp) || !existsSync(pinned)) return false
  const installed = statSync(stamp).mtimeMs
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml'].every(
    (file) => statSync(join(root, file)).mtimeMs <= installed,
  )
}

/**
 * Runs even if nothing was installed: pnpm then leaves its own stamp unchanged, and every later command would install
 * again.
 */
function markInstalled() {
  const now = new Date()
  utimesSync(stamp, now, now)
}

function install() {
  // Not corepack: it refuses registry mirrors without signatures.
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.error(`Installing what the lockfile pins, with ${packageManager} …`)
  const { command, args } = npxCommand(
    ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'],
    { platform: process.platform, node: process.execPath, variables: process.env, exists: existsSync },
  )
  const status = run(command, args, { ...process.env, CI: 'true' })
  if (status === 0) markInstalled()
  return status
}

function run(command, args, env) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit'],
    env,
    windowsHide: true,
  })
  if (error) console.error(`${command}: ${error.message}`)
  return signal ? 1 : (status ?? 1)
}

function runScript() {
  const env = {
    ...withFolderOnPath(process.env, join(root, 'node_modules/.bin'), process.platform),
    // Caches the compiled code of programs that the project starts often, such as in tests; this halves their time.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache/compiled'),
  }
  const file = join(root, 'scripts/run-script.ts')
  return run(
    pinned,
    ['--conditions=suite-source', '--disable-warning=ExperimentalWarning', file, script, ...rest],
    env,
  )
}

process.exitCode = (isInstalled() ? 0 : install()) || runScript()
