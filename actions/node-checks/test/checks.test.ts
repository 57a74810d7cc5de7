import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { contract, runs } from '../src/contract.ts'

const action = fileURLToPath(new URL('..', import.meta.url))
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Project {
  readonly files: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  /** Stubs of package managers, which record their arguments. */
  readonly programs?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs the action's only step on a project, as a runner would. */
function check({ files, inputs = {}, programs = [], environment = {} }: Project) {
  const place = mkdtempSync(join(tmpdir(), 'node-checks-'))
  folders.push(place)
  const workspace = join(place, 'workspace')
  const bin = join(place, 'bin')
  for (const folder of [workspace, bin]) mkdirSync(folder)
  const calls = join(place, 'calls')
  const output = join(place, 'output')
  for (const file of [calls, output]) writeFileSync(file, '')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    if (content === '-> typescript') symlinkSync(join(modules, '.bin/tsc'), join(workspace, path))
    else writeFileSync(join(workspace, path), content)
  }
  for (const program of programs) {
    writeFileSync(join(bin, program), `#!/bin/sh\necho "${program} $*" >>"${calls}"\n`)
    chmodSync(join(bin, program), 0o755)
  }
  const given = (name: keyof typeof contract.inputs) => inputs[name] ?? contract.inputs[name].default
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', runs.steps[0]?.run ?? ''], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: place,
      npm_config_cache: join(place, 'cache'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
      GITHUB_WORKSPACE: workspace,
      GITHUB_ACTION_PATH: action,
      GITHUB_OUTPUT: output,
      WORKING_DIRECTORY: given('working-directory'),
      PACKAGE_MANAGER: given('package-manager'),
      SCRIPTS: given('scripts') ?? '',
      ...environment,
    },
  })
  const outputs = readFileSync(output, 'utf8').trim().split('\n')
  return {
    status,
    text: stdout + stderr,
    calls: readFileSync(calls, 'utf8').trim().split('\n'),
    outputs: Object.fromEntries(outputs.map((line) => line.split('='))) as Record<string, string>,
  }
}

const manifest = (more: object = {}) => JSON.stringify({ name: 'shop', version: '1.0.0', ...more })
const npmLock = JSON.stringify({
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: { '': { name: 'shop', version: '1.0.0' } },
})
const build = { scripts: { build: 'echo built' } }

/** Without types of packages, so that packages above the test's folder do not matter. */
const tsconfig = (more: object = {}) => JSON.stringify({ compilerOptions: { types: [] }, ...more })

describe('existing checks are run', () => {
  test('npm installs by its lockfile, and the build runs', () => {
    const { status, outputs, text } = check({
      files: { 'api/package.json': manifest(build), 'api/package-lock.json': npmLock },
      inputs: { 'working-directory': 'api' },
    })
    expect({ status, outputs }, text).toEqual({
      status: 0,
      outputs: {
        'package-manager': 'npm',
        ran: 'install,build',
        verdict: 'pass',
        reason: 'checks-passed',
      },
    })
    expect(text).toContain('built')
    expect(text).toMatch(/^::notice .*no types to check/m)
  })

  test('a missing build is reported, not skipped silently', () => {
    const { status, outputs, text } = check({
      files: {
        'package.json': manifest({ scripts: { typecheck: 'echo typed' } }),
        'package-lock.json': npmLock,
      },
    })
    expect({ status, ran: outputs.ran }, text).toEqual({ status: 0, ran: 'install,typecheck' })
    expect(text).toMatch(/^::notice .*no script build/m)
  })

  test('without a script, the project’s own TypeScript checks the types', () => {
    const files = {
      'package.json': manifest({ scripts: { build: 'true' } }),
      'pnpm-lock.yaml': '',
      'tsconfig.json': tsconfig(),
      'node_modules/.bin/tsc': '-> typescript',
    }
    const good = check({ files: { ...files, 'a.ts': 'export const a: number = 1\n' }, programs: ['pnpm'] })
    expect([good.status, good.outputs.ran], good.text).toEqual([0, 'install,typecheck,build'])
    const bad = check({ files: { ...files, 'a.ts': "export const a: number = 'x'\n" }, programs: ['pnpm'] })
    expect([bad.status, bad.outputs.reason], bad.text).toEqual([1, 'checks-failed'])
    expect(bad.text).toMatch(/TS2322/)
  })

  test.each([
    ['pnpm', 'pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['yarn', 'yarn.lock', 'yarn install --frozen-lockfile'],
    ['bun', 'bun.lock', 'bun install --frozen-lockfile'],
  ])('%s is chosen by its lockfile, and installs with a frozen lockfile', (manager, lockfile, install) => {
    const { outputs, calls, text } = check({
      files: { 'package.json': manifest(build), [lockfile]: '' },
      programs: [manager],
    })
    expect(calls, text).toEqual([install, `${manager} run build`])
    expect(outputs).toMatchObject({ 'package-manager': manager, verdict: 'pass' })
  })

  test('a current yarn installs with its own option for a frozen lockfile', () => {
    const { calls } = check({
      files: { 'package.json': manifest(build), 'yarn.lock': '', '.yarnrc.yml': '' },
      programs: ['yarn'],
    })
    expect(calls[0]).toBe('yarn install --immutable')
  })

  test('a project of a workspace is installed with the lockfile above it', () => {
    const { calls, text } = check({
      files: { 'package.json': manifest(), 'pnpm-lock.yaml': '', 'api/package.json': manifest(build) },
      inputs: { 'working-directory': 'api' },
      programs: ['pnpm'],
    })
    expect(calls, text).toEqual(['pnpm install --frozen-lockfile', 'pnpm run build'])
  })

  test.each([
    ['npm', 'package-lock.json', 'npm ci'],
    ['pnpm', 'pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['yarn', 'yarn.lock', 'yarn install --frozen-lockfile'],
    ['bun', 'bun.lock', 'bun install --frozen-lockfile'],
  ])(
    '%s runs the scripts that were asked for, after the build and in their order',
    (manager, lockfile, install) => {
      const scripts = { build: 'true', 'test:unit': 'true', lint: 'true', other: 'true' }
      const { outputs, calls, text } = check({
        files: { 'package.json': manifest({ scripts }), [lockfile]: '' },
        inputs: { scripts: '\n  test:unit \r\n, lint\n' },
        programs: [manager],
      })
      const runs = ['build', 'test:unit', 'lint'].map((name) => `${manager} run ${name}`)
      expect(calls, text).toEqual([install, ...runs])
      expect(outputs).toMatchObject({ ran: 'install,build,test:unit,lint', verdict: 'pass' })
    },
  )

  test('a project without types and build is tested', () => {
    const { status, outputs, text } = check({
      files: { 'package.json': manifest({ scripts: { test: 'echo tested' } }), 'package-lock.json': npmLock },
      inputs: { scripts: 'test' },
    })
    expect([status, outputs.ran], text).toEqual([0, 'install,test'])
    expect(text).toContain('tested')
  })

  test('`packageManager` decides between two lockfiles', () => {
    const files = { 'package-lock.json': npmLock, 'pnpm-lock.yaml': '' }
    const named = { ...build, packageManager: 'pnpm@10.1.0' }
    const decided = check({ files: { ...files, 'package.json': manifest(named) }, programs: ['pnpm'] })
    expect(decided.outputs, decided.text).toMatchObject({ 'package-manager': 'pnpm', verdict: 'pass' })
    const undecided = check({ files: { ...files, 'package.json': manifest(build) }, programs: ['pnpm'] })
    expect([undecided.status, undecided.outputs.reason]).toEqual([1, 'lockfile-missing'])
  })
})

describe('a run that checked nothing, or failed, is red', () => {
  test.each<[string, Project['files'], string, RegExp]>([
    ['no project', {}, 'project-missing', /package\.json is not there/],
    ['no lockfile', { 'package.json': manifest(build) }, 'lockfile-missing', /No lockfile/],
    [
      'nothing to run',
      { 'package.json': manifest(), 'package-lock.json': npmLock },
      'nothing-to-run',
      /no script typecheck or build/,
    ],
    [
      'a build that fails',
      { 'package.json': manifest({ scripts: { build: 'exit 3' } }), 'package-lock.json': npmLock },
      'checks-failed',
      /build failed/,
    ],
    [
      'a type check that fails',
      {
        'package.json': manifest({ scripts: { typecheck: 'exit 2', build: 'true' } }),
        'package-lock.json': npmLock,
      },
      'checks-failed',
      /typecheck failed/,
    ],
    [
      'a lockfile that does not fit',
      {
        'package.json': manifest({ ...build, dependencies: { 'not-in-the-lockfile': '1.0.0' } }),
        'package-lock.json': npmLock,
      },
      'checks-failed',
      /install failed/,
    ],
    [
      'types without TypeScript',
      { 'package.json': manifest(build), 'package-lock.json': npmLock, 'tsconfig.json': tsconfig() },
      'checks-failed',
      /no TypeScript/,
    ],
    [
      'an invalid manifest',
      { 'package.json': '{', 'package-lock.json': npmLock },
      'checks-failed',
      /no JSON/,
    ],
  ])('%s', (_, files, reason, message) => {
    const { status, outputs, text } = check({ files })
    expect({ status, verdict: outputs.verdict, reason: outputs.reason }, text).toEqual({
      status: 1,
      verdict: 'fail',
      reason,
    })
    expect(text).toMatch(/^::error title=Node checks/m)
    expect(text).toMatch(message)
    const declared = Object.entries(contract.reasons).find(([code]) => code === reason)?.[1]
    expect(declared).toMatchObject({ verdict: 'fail' })
    if (declared?.verdict === 'fail') expect(text).toContain(`%0A${declared.fix}\n`)
  })

  test('a script that fails, and none after it runs', () => {
    const scripts = { build: 'true', test: 'exit 3', later: 'echo it ran later' }
    const { status, outputs, text } = check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
      inputs: { scripts: 'test, later' },
    })
    expect([status, outputs.reason, outputs.ran], text).toEqual([1, 'checks-failed', 'install,build'])
    expect(text).toContain('test failed in .: npm run test')
    expect(text).not.toMatch(/^it ran later/m)
  })

  test.each([
    ['is not there', 'tset', 'tset'],
    ['has an empty command', 'test, empty', 'empty'],
    ['is one of several that are not there', 'a, test, b', 'a, b'],
    ['has the name of a property of every object', 'constructor', 'constructor'],
    ['has the name of the prototype', '__proto__', '__proto__'],
  ])('a script that %s, before anything is installed', (_, scripts, missing) => {
    const { status, outputs, text, calls } = check({
      files: { 'package.json': manifest({ scripts: { test: 'true', empty: ' ' } }), 'pnpm-lock.yaml': '' },
      inputs: { scripts },
      programs: ['pnpm'],
    })
    expect([status, outputs.reason, calls], text).toEqual([1, 'script-missing', ['']])
    expect(text).toContain(`package.json has no script ${missing}, which scripts names.`)
    expect(text).toContain(`%0A${contract.reasons['script-missing'].fix}\n`)
  })

  test('a project without any script', () => {
    const { status, outputs, text } = check({
      files: { 'package.json': manifest(), 'package-lock.json': npmLock },
      inputs: { scripts: 'test' },
    })
    expect([status, outputs.reason], text).toEqual([1, 'script-missing'])
  })

  test.each([
    ['without any name', ' ,\n'],
    ['with an option for the package manager in place of a name', '--if-present'],
    ['with one after a name', 'test\n--version'],
  ])('a list of scripts %s', (_, scripts) => {
    const { status, outputs, text, calls } = check({
      files: { 'package.json': manifest({ scripts: { test: 'true' } }), 'pnpm-lock.yaml': '' },
      inputs: { scripts },
      programs: ['pnpm'],
    })
    expect([status, outputs.reason, calls], text).toEqual([1, 'input-invalid', ['']])
    expect(text).toContain('%0ACorrect the `with:` block as the message says.\n')
  })

  test('on Gitea, whose log shows the command as it was written, line by line', () => {
    const { status, text } = check({ files: {}, environment: { GITEA_ACTIONS: 'true' } })
    expect(status).toBe(1)
    expect(text).not.toContain('%0A')
    const { fix } = contract.reasons['project-missing']
    expect(text).toContain(`fail (project-missing): ./package.json is not there.\n${fix}\n::error title=`)
  })

  test('a tsconfig with only references, for which tsc checks no file', () => {
    const { status, outputs, text } = check({
      files: {
        'package.json': manifest(build),
        'pnpm-lock.yaml': '',
        'tsconfig.json': tsconfig({ files: [], references: [{ path: 'app' }] }),
        'app/tsconfig.json': tsconfig({ compilerOptions: { composite: true, types: [] } }),
        'app/a.ts': "export const a: number = 'x'\n",
        'node_modules/.bin/tsc': '-> typescript',
      },
      programs: ['pnpm'],
    })
    expect([status, outputs.reason], text).toEqual([1, 'nothing-to-run'])
  })

  test('a package manager that is neither installed nor pinned', () => {
    const { status, outputs, text } = check({ files: { 'package.json': manifest(build), 'bun.lock': '' } })
    expect([status, outputs.reason], text).toEqual([1, 'manager-missing'])
  })

  test('a folder’s name cannot inject a command into the runner', () => {
    const { text } = check({ files: {}, inputs: { 'working-directory': 'x\n::set-output name=a::b' } })
    expect(text).not.toMatch(/^::set-output/m)
  })

  test('a script’s name is given to the package manager as it is, and not to a shell', () => {
    const name = '$(touch x); `touch y` %0A::set-output name=a::b'
    const { calls, text } = check({
      files: { 'package.json': manifest({ scripts: { [name]: 'true' } }), 'pnpm-lock.yaml': '' },
      inputs: { scripts: name },
      programs: ['pnpm'],
    })
    expect(calls, text).toEqual(['pnpm install --frozen-lockfile', `pnpm run ${name}`])
  })
})
