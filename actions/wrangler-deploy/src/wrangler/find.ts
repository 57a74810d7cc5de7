import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { basicsOf, runProgram, type Variables } from '@suite/program'
import * as z from 'zod/mini'
import { parseJson } from '../parse-json.ts'
import { type Installed, readManifest } from './installed.ts'

/**
 * Returns the project's own wrangler as Node finds it: in `node_modules` of the folder or of a folder above, which covers
 * workspaces and links, or by Plug'n'Play. Returns undefined if there is none.
 * @throws UsageError `wrangler-unusable` if its package.json has another shape, or if it is too old
 */
export async function findWrangler(folder: string, variables: Variables): Promise<Installed | undefined> {
  for (const level of levelsAbove(folder)) {
    const home = await realpath(join(level, 'node_modules/wrangler')).catch(() => undefined)
    const text = home && (await readFile(join(home, 'package.json'), 'utf8').catch(() => undefined))
    if (home !== undefined && text !== undefined) return readManifest(text, home)
    const loader = join(level, '.pnp.cjs')
    if (await isFile(loader)) return findByLoader(loader, folder, variables)
  }
  return undefined
}

/** Returns the package manager of the project by its lock file, for the text of a fix. */
export async function findManager(folder: string): Promise<keyof typeof installCommands> {
  for (const level of levelsAbove(folder))
    for (const [file, manager] of lockFiles) if (await isFile(join(level, file))) return manager
  return 'npm'
}

export const installCommands = {
  npm: 'npm install --save-dev wrangler',
  pnpm: 'pnpm add --save-dev wrangler',
  yarn: 'yarn add --dev wrangler',
  bun: 'bun add --dev wrangler',
} as const

const lockFiles = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
] as const

/** What the script below prints, unless the loader printed something too. */
const foundByLoader = z.object({ path: z.string(), text: z.string() })

const askLoader = `
  const { createRequire } = require('node:module')
  const { readFileSync } = require('node:fs')
  const path = createRequire(process.argv[1]).resolve('wrangler/package.json')
  process.stdout.write(JSON.stringify({ path, text: readFileSync(path, 'utf8') }))
`

/** Asks the Plug'n'Play loader where wrangler is, in a process of its own, because the loader is code of the project. */
async function findByLoader(
  loader: string,
  folder: string,
  variables: Variables,
): Promise<Installed | undefined> {
  const nodeArguments = ['--require', loader]
  const { exitCode, stdout } = await runProgram({
    file: process.execPath,
    args: [...nodeArguments, '-e', askLoader, join(folder, 'package.json')],
    environment: basicsOf(variables),
    timeout: 20_000,
  })
  if (exitCode !== 0) return undefined
  const found = z.safeParse(foundByLoader, parseJson(stdout.toString()))
  return found.success ? readManifest(found.data.text, dirname(found.data.path), nodeArguments) : undefined
}

function levelsAbove(folder: string): string[] {
  const levels = [folder]
  for (let level = folder; dirname(level) !== level; level = dirname(level)) levels.push(dirname(level))
  return levels
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
