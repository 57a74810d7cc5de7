import { generateKeyPairSync } from 'node:crypto'
import { copyFile, mkdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { FixtureEnv } from './fixture-worker.ts'
import { writeToml } from './toml.ts'

/** The installed wranglers: the newest that the lockfile has for every platform, and the last 3. */
export type WranglerChoice = 'wrangler' | 'wrangler-3'

export interface ProjectOptions {
  /** The name of the Worker; default `api`. */
  readonly name?: string
  /** Default `wrangler`. */
  readonly wrangler?: WranglerChoice
  /** Default `jsonc`. */
  readonly format?: 'jsonc' | 'toml'
  readonly accountId?: string
  readonly vars?: Partial<Record<keyof FixtureEnv, string>>
  /** The id of the namespace for KV_PREFS. */
  readonly kvNamespace?: string
  /** Other members of the file, such as `routes` and `env`; they override the defaults. */
  readonly config?: Readonly<Record<string, unknown>>
}

export interface Project {
  readonly folder: string
  readonly configPath: string
  /** The wrangler file that Node runs. */
  readonly wranglerBin: string
  readonly wranglerVersion: string
}

const here = import.meta.dirname

/**
 * Writes a project with the fixture Worker into a folder, with a wrangler of its own in `node_modules`. A second call
 * with other options writes it again.
 */
export async function createProject(folder: string, options: ProjectOptions = {}): Promise<Project> {
  const { name = 'api', format = 'jsonc', wrangler = 'wrangler', accountId, vars, kvNamespace } = options
  const installed = await realpath(join(here, '../../node_modules', wrangler))
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  const config = {
    name,
    main: 'src/index.ts',
    compatibility_date: '2025-07-01',
    ...(accountId === undefined ? {} : { account_id: accountId }),
    ...(vars ? { vars } : {}),
    ...(kvNamespace === undefined ? {} : { kv_namespaces: [{ binding: 'KV_PREFS', id: kvNamespace }] }),
    version_metadata: { binding: 'CF_VERSION_METADATA' },
    ai: { binding: 'AI' },
    ...options.config,
  }
  const manifest = { name, private: true, type: 'module', devDependencies: { wrangler: version } }
  const configPath = join(folder, `wrangler.${format}`)
  await mkdir(join(folder, 'src'), { recursive: true })
  await mkdir(join(folder, 'node_modules'), { recursive: true })
  await Promise.all([
    writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    writeFile(configPath, format === 'toml' ? writeToml(config) : `${JSON.stringify(config, null, 2)}\n`),
    copyFile(fixtureSource, join(folder, 'src/index.ts')),
  ])
  const link = join(folder, 'node_modules/wrangler')
  await rm(link, { force: true })
  await symlink(installed, link, 'junction')
  const wranglerBin = join(folder, 'node_modules/wrangler/bin/wrangler.js')
  return { folder, configPath, wranglerBin, wranglerVersion: version }
}

const fixtureSource = join(here, 'fixture-worker.ts')

/** Returns the fixture Worker as JavaScript, for a version that is uploaded without wrangler. */
export async function readFixtureWorker(): Promise<string> {
  return stripTypeScriptTypes(await readFile(fixtureSource, 'utf8'))
}

let key: string | undefined

/** Returns a key for the secret PRIVATE_KEY_PEM of the fixture Worker; the same for the whole process. */
export function signingKey(): string {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string
  return key
}
