import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bundleOf } from '@suite/testkit/bundle'
import { describe, expect, test } from 'vitest'
import { actionNames, contractOf, root } from '../scripts/actions.ts'

const bundles = await Promise.all(actionNames().map(contractOf))

/** A diagnostics channel of undici; a bundle without this text does not contain undici's client. */
const ofUndici = 'undici:client'

test('a bundle of the published toolkit contains the text that identifies undici', () => {
  const toolkit = createRequire(realpathSync(join(root, 'node_modules/toolkit-github/package.json')))
  const channels = join(dirname(toolkit.resolve('undici')), 'lib/core/diagnostics.js')
  expect(readFileSync(channels, 'utf8')).toContain(ofUndici)
})

describe.each(bundles.map(({ name }) => [name]))('%s, as it is published', (name) => {
  const folder = bundleOf(name)
  const files = readdirSync(folder)
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const scripts = files.filter((file) => file.endsWith('.js'))

  test('contains all that a runner and a reader need, and no source map', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'action.yml',
        'action-types.yml',
        'index.js',
        'licenses.txt',
        'package.json',
        'README.md',
      ]),
    )
    expect(files.filter((file) => file.endsWith('.map') || file.includes('sourcemap'))).toEqual([])
  })

  test('is loaded as ESM in any folder, and reports its version and commit', () => {
    expect(JSON.parse(read('package.json'))).toEqual({
      name,
      type: 'module',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      commit: expect.stringMatching(/^([0-9a-f]{12}(-modified)?|unknown)$/),
    })
  })

  test('has no second HTTP stack, because undici would cost every run 40 ms and 900 kB', () => {
    // The artifact client brings its own undici, and is loaded only to upload.
    const ofArtifacts = (text: string) => text.includes('"name":"@actions/artifact"')
    const withUndici = scripts.filter((script) => read(script).includes(ofUndici))
    expect(withUndici.filter((script) => script === 'index.js' || !ofArtifacts(read(script)))).toEqual([])
  })

  test('loads rarely needed code only when it is needed', () => {
    const main = read('index.js')
    for (const seldom of [
      'RE2JSSyntaxException',
      'endpointMethodsMap',
      'parseDocument',
      '-----BEGIN CERTIFICATE',
    ])
      expect({
        seldom,
        inMain: main.includes(`class ${seldom}`) || main.includes(`const ${seldom} =`),
      }).toEqual({
        seldom,
        inMain: false,
      })
    expect(main.length).toBeLessThan(600_000)
  })

  test('names the licence of each package in it', () => {
    const licences = read('licenses.txt')
    const readsYaml = scripts.some((script) => read(script).includes('parseDocument'))
    for (const dependency of ['@actions/core', 'zod', ...(readsYaml ? ['yaml'] : [])])
      expect(licences).toContain(`\n${dependency} `.trim())
  })

  test('is readable: not minified', () => {
    const longest = Math.max(
      ...read('index.js')
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeLessThan(20_000)
  })
})
