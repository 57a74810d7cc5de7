import { expect, test } from 'vitest'
import { setScene, text } from './scene.ts'

const check = setScene()
const { manifest, npmLock, build, tsconfig } = text

test('an npm that ends with 0 and does nothing passes no check, so that a broken runner is not green', async () => {
  const { exitCode, outputs, calls, messages, stdout } = await check({
    files: { 'package.json': build, 'package-lock.json': npmLock },
    programs: { npm: '11.0.0' },
  })
  expect({ exitCode, ...outputs }, stdout).toMatchObject({ exitCode: 1, reason: 'outside-failed' })
  expect(calls).toEqual(['npm ci --loglevel=notice'])
  expect(messages).toContain('npm ci ended with exit code 0, and nothing that it printed shows that it ran')
})

test('a compiler that ends with 0 and looks at no file passes no types', async () => {
  const { exitCode, outputs, stdout } = await check({
    files: {
      'package.json': manifest(),
      'pnpm-lock.yaml': '',
      'tsconfig.json': tsconfig({ files: [], references: [{ path: './app' }] }),
      'node_modules/typescript/package.json': JSON.stringify({ name: 'typescript', bin: { tsc: 'tsc.js' } }),
      'node_modules/typescript/tsc.js': '',
    },
    programs: { pnpm: '9.1.0' },
  })
  expect({ exitCode, ...outputs }, stdout).toMatchObject({ exitCode: 1, reason: 'outside-failed' })
})

test('a project that asks npm to be silent passes all the same', async () => {
  const { outputs, stdout } = await check({
    files: { 'package.json': build, 'package-lock.json': npmLock, '.npmrc': 'loglevel=silent\n' },
  })
  expect(outputs, stdout).toMatchObject({ verdict: 'pass', ran: 'install,build' })
})
