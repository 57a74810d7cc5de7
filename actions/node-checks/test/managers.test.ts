import { describe, expect, test } from 'vitest'
import { setScene, text } from './scene.ts'

const check = setScene()
const { manifest, build, npmLock } = text

const named = (manager: object) => manifest({ scripts: { build: 'true' }, ...manager })

describe('the package manager that the project names', () => {
  test('decides between two lockfiles', async () => {
    const { outputs, stdout } = await check({
      files: {
        'package-lock.json': npmLock,
        'pnpm-lock.yaml': '',
        'package.json': named({ packageManager: 'pnpm@10.1.0+sha512.abc' }),
      },
      programs: { pnpm: '10.1.0' },
    })
    expect(outputs, stdout).toMatchObject({ 'package-manager': 'pnpm', verdict: 'pass' })
  })

  test.each([
    ['a package', { packageManager: 'pnpm@10.1.0' }, 'pnpm@10.1.0', '9.0.0'],
    [
      'devEngines',
      { devEngines: { packageManager: { name: 'pnpm', version: '^10.1.0' } } },
      'pnpm@^10.1.0',
      '9.0.0',
    ],
    [
      'a list of devEngines',
      { devEngines: { packageManager: [{ name: 'vlt' }, { name: 'pnpm', version: '10.1.0' }] } },
      'pnpm@10.1.0',
      '9.0.0',
    ],
  ])(
    'is fetched by npm at the version of %s if the runner has another one',
    async (_, manager, from, has) => {
      const { outputs, calls, stdout } = await check({
        files: { 'package.json': named(manager), 'pnpm-lock.yaml': '' },
        programs: { pnpm: has, npx: '10.1.0' },
      })
      expect(outputs, stdout).toMatchObject({ verdict: 'pass' })
      expect(calls).toEqual([
        `npx --yes --package ${from} -- pnpm install --frozen-lockfile`,
        `npx --yes --package ${from} -- pnpm run build`,
      ])
    },
  )

  test('is the one on the runner if that is in the range', async () => {
    const { calls, stdout } = await check({
      files: {
        'package.json': named({ devEngines: { packageManager: { name: 'pnpm', version: '^10.1.0' } } }),
        'pnpm-lock.yaml': '',
      },
      programs: { pnpm: '10.4.2' },
    })
    expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', 'pnpm run build'])
  })

  test('of Yarn 2 or later comes from the package of Yarn 4, also if the runner has Yarn 1', async () => {
    const { calls, stdout } = await check({
      files: { 'package.json': named({ packageManager: 'yarn@4.6.0' }), 'yarn.lock': '__metadata:\n' },
      programs: { yarn: '1.22.22', npx: '4.6.0' },
    })
    expect(calls[0], stdout).toBe('npx --yes --package @yarnpkg/cli-dist@4.6.0 -- yarn install --immutable')
  })

  test('is the one of a list whose lockfile is there', async () => {
    const list = [
      { name: 'yarn', version: '^4' },
      { name: 'pnpm', version: '^10' },
      { name: 'npm', onFail: 'warn' },
    ]
    const { calls, stdout } = await check({
      files: { 'package.json': named({ devEngines: { packageManager: list } }), 'pnpm-lock.yaml': '' },
      programs: { pnpm: '10.4.2' },
    })
    expect(calls, stdout).toEqual(['pnpm install --frozen-lockfile', 'pnpm run build'])
  })

  test('is Yarn 2 or later if a range admits both and the lockfile is of that', async () => {
    const { calls, stdout } = await check({
      files: {
        'package.json': named({ devEngines: { packageManager: { name: 'yarn', version: '>=1.22' } } }),
        'yarn.lock': '__metadata:\n',
      },
      programs: { yarn: '4.6.0' },
    })
    expect(calls, stdout).toEqual(['yarn install --immutable', 'yarn run build'])
  })

  test('is the one that a package.json above the project names', async () => {
    const { calls, stdout } = await check({
      files: {
        'package.json': manifest({ packageManager: 'pnpm@10.1.0' }),
        'pnpm-lock.yaml': '',
        'packages/a/package.json': build,
      },
      inputs: { 'working-directory': 'packages/a' },
      programs: { pnpm: '9.0.0', npx: '10.1.0' },
    })
    expect(calls[0], stdout).toContain('pnpm@10.1.0')
  })

  test('that npm cannot fetch fails the run, and the message says how to get it', async () => {
    const { outputs, messages } = await check({
      files: { 'package.json': named({ packageManager: 'pnpm@10.1.0' }), 'pnpm-lock.yaml': '' },
      programs: { pnpm: '9.0.0' },
    })
    expect(outputs.reason).toBe('manager-missing')
    expect(messages).toContain('the runner has pnpm 9.0.0, packageManager asks for 10.1.0')
    expect(messages).toContain("npm install --global 'pnpm@10.1.0'")
  })

  test.each([
    [
      'is neither installed nor named',
      {},
      /bun is not on the runner, and package\.json does not name a version/,
    ],
    ['has another form', { packageManager: 'bun' }, /`packageManager` that is not `name@version`/],
    ['is unknown', { packageManager: 'vlt@1.0.0' }, /vlt, which this action does not know/],
  ])('fails the run if it %s', async (_, manager, message) => {
    const { exitCode, messages } = await check({
      files: { 'package.json': named(manager), 'bun.lock': '' },
      environment: { PATH: process.env.PATH?.replaceAll('bun', 'nub') ?? '' },
    })
    expect(exitCode).toBe(1)
    expect(messages).toMatch(message)
  })
})
