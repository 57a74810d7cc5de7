import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionNames, root } from '../actions.ts'
import { run } from '../shell.ts'
import { type Bundler, createBundler } from './bundler.ts'

const distribution = join(root, 'dist')
const stamps = join(root, '.cache/bundles')

/** Compiles each of these actions, then bundles it into `dist/<name>` if its inputs changed. Default: all actions. */
export async function buildAll({ force = false, names = actionNames() } = {}): Promise<void> {
  await run('tsc', ['-b', ...names.map((name) => `actions/${name}`)])
  const commit = await sourceCommit()
  const folders = (await readdir(join(root, 'packages'))).map((each) => join('packages', each))
  const packages = await digestOfCode(folders)
  const waiting = [...names]
  const worker = async () => {
    const bundler = createBundler()
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        await buildAction(name, { commit, force, packages }, bundler)
    } finally {
      await bundler.close()
    }
  }
  await Promise.all([worker(), worker()])
}

async function buildAction(
  name: string,
  {
    commit,
    force,
    packages,
  }: { readonly commit: string; readonly force: boolean; readonly packages: string },
  bundler: Bundler,
): Promise<void> {
  const target = join(distribution, name)
  const stamp = join(stamps, name)
  const digest = await digestOfSources(name, packages)
  const unchanged = !force && (await readFile(stamp, 'utf8').catch(() => '')) === digest
  if (!unchanged) {
    await rm(stamp, { force: true })
    await replaceBundle(name, target, bundler)
  }
  await describe(name, target, commit)
  await mkdir(stamps, { recursive: true })
  await writeFile(stamp, digest)
  if (!unchanged) console.log(`built dist/${name}`)
}

async function replaceBundle(name: string, target: string, bundler: Bundler): Promise<void> {
  const fresh = `${target}.new`
  await rm(fresh, { recursive: true, force: true })
  await bundler.bundle({ entry: join(root, 'actions', name, 'lib/main.js'), folder: fresh })
  await rm(target, { recursive: true, force: true })
  await rename(fresh, target)
}

/**
 * Writes the files next to the code: metadata, page, schemas, and the `package.json`
 * that makes Node read the code as ESM.
 */
async function describe(name: string, target: string, commit: string): Promise<void> {
  const source = join(root, 'actions', name)
  for (const file of await readdir(source))
    if (/^(action\.yml|action-types\.yml|README\.md|.*\.schema\.json)$/.test(file))
      await copyFile(join(source, file), join(target, file))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const manifest = { name, version, commit, type: 'module' }
  await writeFile(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Returns the commit that is built, marked if the tree differs from it; `unknown` outside a clone. */
async function sourceCommit(): Promise<string> {
  try {
    const commit = (await run('git', ['rev-parse', '--short=12', 'HEAD'], { quiet: true })).trim()
    const changes = (await run('git', ['status', '--porcelain'], { quiet: true })).trim()
    return changes === '' ? commit : `${commit}-modified`
  } catch {
    return 'unknown'
  }
}

/**
 * Returns a digest of everything that determines a bundle's bytes: the compiled sources, the dependencies, the
 * bundler's options.
 * @param packages the digest of the code of all packages
 */
async function digestOfSources(name: string, packages: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of ['bundles.ts', 'bundle-thread.ts', 'licenses.ts'])
    hash.update(await readFile(join(root, 'scripts/build', file)))
  hash.update(lockfileOf(name, await readFile(join(root, 'pnpm-lock.yaml'), 'utf8')))
  hash.update(packages)
  hash.update(await digestOfCode([join('actions', name)]))
  return hash.digest('hex')
}

/** Returns a digest of the compiled code in these folders. */
async function digestOfCode(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders)
    for (const entry of await listFiles(join(root, folder, 'lib')))
      if (entry.endsWith('.js')) hash.update(entry.slice(root.length)).update(await readFile(entry))
  return hash.digest('hex')
}

/** Returns the lockfile without what it says of other actions, so that a new action leaves all others as they are. */
export function lockfileOf(name: string, lockfile: string): string {
  return lockfile.replaceAll(/^ {2}actions\/([\w-]+):\n(?: {4}.*\n|\n)*/gm, (block, action) =>
    action === name ? block : '',
  )
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
