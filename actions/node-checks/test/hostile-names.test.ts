import { findInjections, hostilePaths, hostileTexts } from '@suite/testkit/core'
import { expect, test } from 'vitest'
import { setScene, text } from './scene.ts'

const check = setScene()
const { manifest, npmLock } = text
/** A list of names is separated by commas and line ends, and npm is called with each as an argument. */
const scripts = hostileTexts.filter(
  (name) =>
    !/[\n\r,]/.test(name) &&
    !name.includes('\0') &&
    !name.startsWith('-') &&
    name.trim() === name &&
    name.length < 100,
)

test('names of scripts and what they print do nothing in the log, the annotations and the summary, and the output has them exactly', async () => {
  const found = Object.fromEntries(scripts.map((name) => [name, 'true']))
  const ran = await check({
    files: {
      'package.json': manifest({ name: hostileTexts[0], scripts: { ...found, build: 'true' } }),
      'pnpm-lock.yaml': '',
    },
    programs: { pnpm: '9.1.0' },
    inputs: { scripts: scripts.join('\n') },
  })
  expect(ran.outputs, ran.stdout).toMatchObject({ verdict: 'pass', 'package-manager': 'pnpm' })
  expect(ran.outputs.ran?.split(',')).toEqual(['install', 'build', ...scripts])
  expect(findInjections(ran)).toEqual([])
})

test('scripts that are missing, and a folder and a package manager of any name, do nothing in the message', async () => {
  const folder = hostilePaths.find((path) => path.includes('@team')) ?? ''
  const files = { [`${folder}/package.json`]: manifest(), [`${folder}/package-lock.json`]: npmLock }
  const missing = await check({ files, inputs: { 'working-directory': folder, scripts: scripts.join('\n') } })
  expect(missing.outputs, missing.stdout).toMatchObject({ verdict: 'fail', reason: 'script-missing' })
  expect(findInjections(missing)).toEqual([])
  const unknown = await check({
    files: {
      'package.json': manifest({ packageManager: hostileTexts.join(' ') }),
      'package-lock.json': npmLock,
    },
  })
  expect(unknown.outputs, unknown.stdout).toMatchObject({ verdict: 'fail' })
  expect(findInjections(unknown)).toEqual([])
})

test('what a failed build printed does nothing where it is shown again', async () => {
  const print = `console.log(${JSON.stringify(hostileTexts.map((name) => `x ${name.replaceAll(/[\n\r]/g, ' ')}`).join('\n'))})`
  const ran = await check({
    files: {
      'package.json': manifest({ scripts: { build: 'node print.cjs' } }),
      'package-lock.json': npmLock,
      'print.cjs': `${print}\nprocess.exit(1)\n`,
    },
  })
  expect(ran.outputs, ran.stdout).toMatchObject({ verdict: 'fail', reason: 'checks-failed' })
  // The group shows what the program printed, as a step that runs it does.
  const shown = ran.stdout.slice(ran.stdout.lastIndexOf('::endgroup::'))
  expect(
    findInjections({ stdout: shown, summary: ran.summary }).filter((found) => !found.endsWith('no end')),
  ).toEqual([])
})
