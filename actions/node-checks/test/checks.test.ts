import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract } from '../src/contract.ts'
import { type Checked, setScene, text, typescript } from './scene.ts'

const check = setScene()
const passed = { verdict: 'pass', reason: 'checks-passed' }
const { manifest, npmLock, build, tsconfig } = text

describe('what is found is run', () => {
  test('npm installs from its lockfile, and the build runs', async () => {
    const { exitCode, outputs, stdout, annotations, summary } = await check({
      files: { 'api/package.json': build, 'api/package-lock.json': npmLock },
      inputs: { 'working-directory': 'api' },
    })
    expect({ exitCode, outputs }, stdout).toEqual({
      exitCode: 0,
      outputs: { 'package-manager': 'npm', ran: 'install,build', ...passed },
    })
    expect(stdout).toMatch(/^built$/m)
    expect(annotations.map(({ message }) => message)).toEqual([
      'api has no types to check: it has no script for them, and no tsconfig.json.',
    ])
    expect(summary).toMatch(/<code>npm run build<\/code> \| passed \| \d+\\\.\d s/)
    expect(summary).toMatch(/With npm \d/)
  })

  test('a missing build is reported, and not skipped silently', async () => {
    const { outputs, annotations, stdout } = await check({
      files: {
        'package.json': manifest({ scripts: { typecheck: 'echo typed' } }),
        'package-lock.json': npmLock,
      },
    })
    expect(outputs, stdout).toMatchObject({ ran: 'install,typecheck', ...passed })
    expect(annotations[0]?.message).toContain('no script build')
  })

  test.each(['typecheck', 'type-check', 'check-types', 'tsc'])(
    'the script %s checks the types',
    async (name) => {
      const { outputs, calls, stdout } = await check({
        files: { 'package.json': manifest({ scripts: { [name]: 'x' } }), 'pnpm-lock.yaml': '' },
        programs: { pnpm: '9.1.0' },
      })
      expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', `pnpm run ${name}`])
      expect(outputs.ran).toBe('install,typecheck')
    },
  )

  test.each([
    ['pnpm', 'pnpm-lock.yaml', '', '9.1.0', 'install --frozen-lockfile'],
    ['yarn', 'yarn.lock', '# yarn lockfile v1\n', '1.22.22', 'install --frozen-lockfile --non-interactive'],
    ['yarn', 'yarn.lock', '__metadata:\n  version: 8\n', '4.6.0', 'install --immutable'],
    ['bun', 'bun.lock', '{}', '1.2.0', 'install --frozen-lockfile'],
    ['bun', 'bun.lockb', '', '1.2.0', 'install --frozen-lockfile'],
  ])('%s is chosen by %s, and installs frozen', async (manager, lockfile, content, version, install) => {
    const scripts = { build: 'true', 'test:unit': 'true', lint: 'true', other: 'true' }
    const { outputs, calls, stdout } = await check({
      files: { 'package.json': manifest({ scripts }), [lockfile]: content },
      inputs: { scripts: '\n  test:unit \r\n, lint\n' },
      programs: { [manager]: version },
    })
    const runs = ['build', 'test:unit', 'lint'].map((name) => `${manager} run ${name}`)
    expect(calls, stdout).toEqual([`${manager} ${install}`, ...runs])
    expect(outputs).toMatchObject({
      'package-manager': manager,
      ran: 'install,build,test:unit,lint',
      ...passed,
    })
  })

  test('a project of a workspace is installed from the lockfile above it', async () => {
    const { calls, stdout } = await check({
      files: { 'package.json': manifest(), 'pnpm-lock.yaml': '', 'packages/api/package.json': build },
      inputs: { 'working-directory': 'packages/api' },
      programs: { pnpm: '9.1.0' },
    })
    expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', 'pnpm run build'])
  })

  test('a folder called package.json is no project', async () => {
    const { outputs, stdout } = await check({ files: { 'package.json/index.js': '' } })
    expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'project-missing' })
  })

  test('a folder whose name is too long for a folder is not there', async () => {
    const { outputs, stdout } = await check({
      files: { 'package.json': build, 'pnpm-lock.yaml': '' },
      inputs: { 'working-directory': 'a'.repeat(300) },
    })
    expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'project-missing' })
  })

  test('a program in a folder whose name has spaces is run, as below C:\\Program Files', async () => {
    const { calls, stdout } = await check({
      files: { 'package.json': build, 'pnpm-lock.yaml': '' },
      bin: 'Program Files "x86"\\bin',
      programs: { pnpm: '9.1.0' },
    })
    expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', 'pnpm run build'])
  })

  test('a script that reads from standard input finds its end, and does not wait for the deadline', async () => {
    const scripts = { build: 'cat && echo read' }
    const { outputs, stdout } = await check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
    })
    expect(outputs, stdout).toMatchObject(passed)
    expect(stdout).toMatch(/^read$/m)
  })

  test('a script that leaves a program running does not keep the step open', async () => {
    const scripts = { build: 'sleep 86400 & echo $! >pid' }
    const { exitCode, outputs, stdout, workspace } = await check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
    })
    process.kill(Number(readFileSync(join(workspace, 'pid'), 'utf8')))
    expect(outputs, stdout).toMatchObject(passed)
    expect(exitCode).toBe(0)
  })

  test('a JavaScript project with dependencies, but without types, build and scripts passes as what it is', async () => {
    const { outputs, stdout } = await check({
      files: { 'package.json': manifest({ devDependencies: { wrangler: '4' } }), 'pnpm-lock.yaml': '' },
      programs: { pnpm: '9.1.0' },
    })
    expect(outputs, stdout).toMatchObject({ verdict: 'pass', reason: 'only-installed', ran: 'install' })
  })

  test('a package.json with a byte-order mark is read', async () => {
    const { outputs, stdout } = await check({
      files: { 'package.json': `\uFEFF${build}`, 'pnpm-lock.yaml': '' },
      programs: { pnpm: '9.1.0' },
    })
    expect(outputs, stdout).toMatchObject(passed)
  })
})

describe('the types of a project without a script for them', () => {
  const files = {
    'package.json': manifest(),
    'pnpm-lock.yaml': '',
    'node_modules/typescript': typescript,
  }
  const programs = { pnpm: '9.1.0' }

  test('are checked by its own TypeScript', async () => {
    const { outputs, stdout } = await check({
      files: { ...files, 'tsconfig.json': tsconfig(), 'a.ts': 'export const a: number = 1\n' },
      programs,
    })
    expect(outputs, stdout).toMatchObject({ ran: 'install,typecheck', ...passed })
  })

  test('fail with each error as an annotation at its file in the repository', async () => {
    const api = Object.fromEntries(Object.entries(files).map(([path, content]) => [`api/${path}`, content]))
    const { outputs, annotations, stdout } = await check({
      files: { ...api, 'api/tsconfig.json': tsconfig(), 'api/src/a.ts': "\nexport const a: number = 'x'\n" },
      inputs: { 'working-directory': 'api' },
      programs,
    })
    expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'checks-failed', ran: 'install' })
    expect(annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        file: 'api/src/a.ts',
        line: 2,
        message: expect.stringContaining('TS2322'),
      }),
    )
    // The error is in the message itself too, not only in the folded part of the log.
    expect(annotations.map(({ message }) => message).join('\n')).toMatch(
      /typecheck failed in api: npx tsc[\s\S]*TS2322/,
    )
  })

  const referenced = (source: string) => ({
    ...files,
    'tsconfig.json': tsconfig({ files: [], references: [{ path: './app' }] }),
    'app/tsconfig.json': tsconfig({ compilerOptions: { composite: true, types: [] } }),
    'app/a.ts': source,
  })

  test('are checked in the projects to which its tsconfig.json refers, where tsc alone would look at no file', async () => {
    const good = await check({ files: referenced('export const a: number = 1\n'), programs })
    expect(good.outputs, good.stdout).toMatchObject(passed)
    const bad = await check({ files: referenced("export const a: number = 'x'\n"), programs })
    expect(bad.outputs, bad.stdout).toMatchObject({ verdict: 'fail', reason: 'checks-failed' })
    expect(bad.annotations).toContainEqual(expect.objectContaining({ file: 'app/a.ts', line: 1 }))
  })

  test('are checked although the checkout has a .tsbuildinfo that says that nothing changed', async () => {
    const { workspace } = await check({ files: referenced('export const a: number = 1\n'), programs })
    const note = 'app/tsconfig.tsbuildinfo'
    const { outputs, stdout } = await check({
      files: {
        ...referenced("export const a: number = 'x'\n"),
        [note]: readFileSync(join(workspace, note), 'utf8'),
      },
      programs,
    })
    expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'checks-failed' })
  })

  test('fail if its tsconfig.json covers no file, because nothing would be checked', async () => {
    const { outputs, stdout } = await check({
      files: { ...files, 'tsconfig.json': tsconfig({ files: [], include: [] }) },
      programs,
    })
    expect(outputs.verdict, stdout).toBe('fail')
  })

  test('fail without TypeScript', async () => {
    const { outputs, messages } = await check({
      files: { 'package.json': manifest(), 'pnpm-lock.yaml': '', 'tsconfig.json': tsconfig() },
      programs,
    })
    expect(outputs.reason).toBe('checks-failed')
    expect(messages).toContain('has a tsconfig.json but no TypeScript')
  })
})

describe('a run that checked nothing, or failed, fails', () => {
  test.each<[string, Checked['files'], string, RegExp]>([
    ['no project', {}, 'project-missing', /no package\.json/],
    ['no lockfile', { 'package.json': build }, 'lockfile-missing', /no lockfile/],
    [
      'nothing to run',
      { 'package.json': manifest(), 'package-lock.json': npmLock },
      'nothing-to-run',
      /no dependencies and no script typecheck/,
    ],
    [
      'a build that fails',
      { 'package.json': manifest({ scripts: { build: 'exit 3' } }), 'package-lock.json': npmLock },
      'checks-failed',
      /build failed .*exit code 3/,
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
        'package.json': manifest({ dependencies: { 'not-in-the-lockfile': '1.0.0' } }),
        'package-lock.json': npmLock,
      },
      'checks-failed',
      /install failed/,
    ],
    [
      'an invalid manifest',
      { 'package.json': '{', 'package-lock.json': npmLock },
      'project-invalid',
      /is not JSON/,
    ],
    [
      'scripts that are no object',
      { 'package.json': manifest({ scripts: 'x' }), 'package-lock.json': npmLock },
      'project-invalid',
      /`scripts`/,
    ],
    [
      'two lockfiles',
      { 'package.json': build, 'package-lock.json': npmLock, 'pnpm-lock.yaml': '' },
      'lockfile-missing',
      /next to each other/,
    ],
  ])('%s', async (_, files, reason, message) => {
    const { exitCode, outputs, messages, stdout } = await check({ files })
    expect({ exitCode, verdict: outputs.verdict, reason: outputs.reason }, stdout).toEqual({
      exitCode: 1,
      verdict: 'fail',
      reason,
    })
    expect(messages).toMatch(message)
  })

  test('a project whose dependencies the lockfile above it does not have, because an install from there brings none', async () => {
    const { outputs, messages, stdout } = await check({
      files: {
        'package.json': manifest(),
        'package-lock.json': npmLock,
        'services/api/package.json': manifest({ dependencies: { hono: '4.0.0' } }),
      },
      inputs: { 'working-directory': 'services/api' },
    })
    expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'lockfile-missing' })
    expect(messages).toMatch(/package-lock\.json above it does not contain this package\n.*Commit a lockfile/)
  })

  test('a script that fails, and none after it runs', async () => {
    const scripts = { build: 'true', test: 'echo the last words; exit 3', later: 'echo it ran later' }
    const { outputs, stdout, messages, summary } = await check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
      inputs: { scripts: 'test, later' },
    })
    expect(outputs, stdout).toMatchObject({ reason: 'checks-failed', ran: 'install,build' })
    expect(messages).toMatch(
      /test failed in the root of the repository: npm run test ended with exit code 3\nRun `npm run test`/,
    )
    for (const place of [messages, summary]) expect(place).toMatch(/^the last words$/m)
    expect(stdout).not.toMatch(/^it ran later/m)
  })

  test.each([
    ['is not there', 'tset', 'tset'],
    ['has an empty command', 'test, empty', 'empty'],
    ['is one of several that are not there', 'a, test, b', 'a, b'],
    ['has the name of a property of every object', 'constructor', 'constructor'],
    ['has the name of the prototype', '__proto__', '__proto__'],
  ])('a script that %s, before anything is installed', async (_, scripts, missing) => {
    const { outputs, calls, messages } = await check({
      files: { 'package.json': manifest({ scripts: { test: 'true', empty: ' ' } }), 'pnpm-lock.yaml': '' },
      inputs: { scripts },
      programs: { pnpm: '9.1.0' },
    })
    expect({ reason: outputs.reason, calls }).toEqual({ reason: 'script-missing', calls: [] })
    expect(messages).toContain(`package.json has no script ${missing}, which the input scripts names`)
    expect(messages).toContain(contract.reasons['script-missing'].fix)
  })

  test('an option for the package manager in place of a name', async () => {
    const { outputs, calls } = await check({
      files: { 'package.json': build, 'pnpm-lock.yaml': '' },
      inputs: { scripts: '--if-present' },
      programs: { pnpm: '9.1.0' },
    })
    expect({ reason: outputs.reason, calls }).toEqual({ reason: 'input-invalid', calls: [] })
  })
})

describe('what the project’s scripts can reach', () => {
  test('not the outputs and tokens that the runner gives to an action alone', async () => {
    const scripts = { build: 'env' }
    const { outputs, stdout } = await check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
      environment: {
        ACTIONS_RUNTIME_TOKEN: 'canary-token',
        ACTIONS_CACHE_URL: 'https://cache.invalid/canary',
      },
    })
    expect(outputs, stdout).toMatchObject(passed)
    expect(stdout).toMatch(/^GITHUB_WORKSPACE=/m)
    expect(stdout).not.toMatch(/canary|^GITHUB_OUTPUT=|^INPUT_/m)
  })

  test('a script’s name is given to the package manager as it is, and not to a shell', async () => {
    const name = '$(touch x); `touch y` %0A::set-output name=a::b'
    const { calls, stdout } = await check({
      files: { 'package.json': manifest({ scripts: { [name]: 'true' } }), 'pnpm-lock.yaml': '' },
      inputs: { scripts: name },
      programs: { pnpm: '9.1.0' },
    })
    expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', `pnpm run ${name}`])
  })

  test('annotations of a tool stay annotations, and other commands do nothing', async () => {
    const scripts = {
      build: "printf '::warning file=a.ts,line=3::look\\n::add-mask::x\\n::stop-commands::y\\n'",
    }
    const { annotations, stdout } = await check({
      files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
    })
    expect(annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', file: 'a.ts', message: 'look' }),
    )
    expect(stdout).not.toMatch(/^::(add-mask|stop-commands)/m)
  })
})

test('at the deadline everything that was started is ended, and the run fails', async () => {
  const scripts = { build: 'sleep 600' }
  const { outputs, stdout } = await check({
    files: { 'package.json': manifest({ scripts }), 'package-lock.json': npmLock },
    inputs: { timeout: '5s' },
  })
  expect(outputs, stdout).toMatchObject({ verdict: 'fail', reason: 'deadline-passed' })
})
