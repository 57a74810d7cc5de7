import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type PackageRegistry, startPackageRegistry } from './package-registry.ts'
import { openProject, type Project } from './project.ts'
import { green, installed, missing, once, readOutput, red, setScene } from './scene.ts'

const { compile } = setScene()
const importing = "import { shout } from 'shout'\nconsole.log(shout('kato'))\n"
const config = (more = {}) => JSON.stringify({ version: '1.2.3', imports: { shout: 'npm:shout@1' }, ...more })

const openRegistry = () =>
  startPackageRegistry([
    { name: 'shout', version: '1.0.0', files: { 'index.js': "exports.shout = (text) => text + '!'\n" } },
  ])

let registry: PackageRegistry
beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

/** A program that imports a package, with the lock file that deno makes. */
async function openImporting(
  more: Readonly<Record<string, unknown>> = {},
  { url } = registry,
): Promise<Project> {
  const project = await openProject({
    'deno.json': config(),
    'main.ts': importing,
    '.npmrc': `registry=${url}/\n`,
  })
  const denoDir = await mkdtemp(join(tmpdir(), 'deno-'))
  onTestFinished(() => rm(denoDir, { recursive: true, force: true }))
  await promisify(execFile)(installed.program, ['install', '--quiet'], {
    cwd: project.folder,
    env: { DENO_DIR: denoDir, HOME: denoDir, DENO_NO_UPDATE_CHECK: '1' },
  })
  await project.commit({ 'deno.json': config(more), 'deno.lock': await read(project, 'deno.lock') })
  return project
}

async function read(project: Project, path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return readFile(join(project.folder, path), 'utf8')
}

async function expectRefused(project: Project, reason: string | RegExp, inputs = {}, environment = {}) {
  const ran = await compile(project, { inputs: { ...once, ...inputs }, environment })
  expect(ran).toMatchObject(red)
  expect(ran.reason).toMatch(reason)
  expect(await readOutput(project)).toEqual(new Map())
  return ran
}

describe.skipIf(missing)('a program that imports a package', () => {
  it('is compiled with the package that the lock file names, and the bill of materials lists it', async () => {
    const project = await openImporting()
    const ran = await compile(project, { inputs: { ...once, sbom: 'cyclonedx' } })
    expect(ran).toMatchObject(green)
    const output = await readOutput(project)
    const sbom = [...output].find(([name]) => /cdx|sbom/.test(name))?.[1].toString() ?? ''
    expect(sbom).toContain('pkg:npm/shout@1.0.0')
  })

  it('is not compiled without a lock file, because nothing then says which package it is', async () => {
    const project = await openImporting()
    await project.commit({ 'deno.lock': null })
    await expectRefused(project, 'lock-missing')
  })

  it('is not compiled with a lock file that is not tracked', async () => {
    const project = await openImporting()
    const lock = await read(project, 'deno.lock')
    await project.commit({ 'deno.lock': null })
    await project.write({ 'deno.lock': lock })
    await expectRefused(project, 'lock-missing')
  })

  it.each([
    { lock: false },
    { lock: 'other.lock' },
    { lock: { path: '../deno.lock', frozen: false } },
    { lock: { frozen: false, path: 'none.lock' } },
  ])('is not compiled where deno.json switches the lock file off or names none: %j', async (more) => {
    const project = await openImporting(more)
    await expectRefused(project, /lock-missing|project-invalid/)
  })

  it('is not compiled with a lock file that lacks an import', async () => {
    const project = await openImporting()
    const lock = JSON.parse(await read(project, 'deno.lock'))
    await project.commit({
      'deno.lock': JSON.stringify({
        version: lock.version,
        specifiers: {},
        npm: {},
        workspace: lock.workspace,
      }),
    })
    await expectRefused(project, /lock-stale/)
  })

  it('is not compiled with an altered sum in the lock file, although a cache on the machine would accept it', async () => {
    const project = await openImporting()
    const lock = (await read(project, 'deno.lock')).replace(/sha512-..../, 'sha512-AAAA')
    await project.commit({ 'deno.lock': lock })
    await expectRefused(project, /package-changed/)
  })

  it('is not compiled where scripts of packages may run, which could change the program or its runtime', async () => {
    const more = { nodeModulesDir: 'auto', allowScripts: ['npm:shout@1.0.0'] }
    const ran = await expectRefused(await openImporting(more), 'project-invalid')
    expect(ran.messages).toContain('allowScripts')
  })

  it('is not compiled with another tarball under the same version', async () => {
    const own = await openRegistry()
    const project = await openImporting({}, own)
    own.tamper('shout', 'index.js', "exports.shout = () => 'owned'\n")
    await expectRefused(project, /package-changed/)
  })

  it('is not compiled with a package that somebody planted in the cache of the machine', async () => {
    const project = await openImporting()
    const home = await mkdtemp(join(tmpdir(), 'home-'))
    onTestFinished(() => rm(home, { recursive: true, force: true }))
    const env = { DENO_DIR: join(home, '.cache/deno'), HOME: home, DENO_NO_UPDATE_CHECK: '1' }
    await promisify(execFile)(installed.program, ['install', '--frozen'], { cwd: project.folder, env })
    const { readdir, writeFile, chmod } = await import('node:fs/promises')
    const planted = (await readdir(home, { recursive: true })).filter((path) => path.endsWith('index.js'))
    expect(planted.length).toBeGreaterThan(0)
    for (const path of planted) {
      await chmod(join(home, path), 0o644)
      await writeFile(join(home, path), "export const shout = () => 'PLANTED-CODE'\n")
    }
    const ran = await compile(project, { inputs: once, environment: env })
    expect(ran).toMatchObject(green)
    for (const [, bytes] of await readOutput(project)) expect(bytes.includes('PLANTED-CODE')).toBe(false)
  })

  it('is not compiled against a folder node_modules that is not tracked', async () => {
    const project = await openImporting()
    await project.write({
      '.gitignore': 'node_modules\n',
      'node_modules/shout/package.json':
        '{"name":"shout","version":"1.0.0","type":"module","exports":"./index.js"}',
      'node_modules/shout/index.js': "export const shout = () => 'PLANTED-CODE'\n",
    })
    await project.commit({ '.gitignore': 'node_modules\n' })
    const ran = await compile(project, { inputs: once })
    expect(ran).toMatchObject(green)
    for (const [, bytes] of await readOutput(project)) expect(bytes.includes('PLANTED-CODE')).toBe(false)
  })
})

describe.skipIf(missing)('a program that imports nothing', () => {
  it('needs no lock file', async () => {
    expect(await compile(await openProject(), { inputs: once })).toMatchObject(green)
  })
})
