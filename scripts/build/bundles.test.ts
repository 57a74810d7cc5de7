import { expect, test } from 'vitest'
import { lockfileOf } from './bundles.ts'

const lockfile = (...importers: readonly string[]) =>
  [
    "lockfileVersion: '9.0'",
    'importers:',
    ...importers,
    'packages:',
    '  zod@4.0.0:\n    hasBin: true',
    '',
  ].join('\n\n')
const importer = (name: string, version: string) =>
  `  ${name}:\n    dependencies:\n      zod:\n        specifier: ${version}\n        version: ${version}`

const before = lockfile(importer('actions/a', '1'), importer('actions/b', '1'), importer('packages/c', '1'))

test.each([
  [
    'another action has other dependencies',
    lockfile(importer('actions/a', '1'), importer('actions/b', '2'), importer('packages/c', '1')),
  ],
  [
    'there is a new action',
    lockfile(
      importer('actions/a', '1'),
      importer('actions/a-2', '1'),
      importer('actions/b', '1'),
      importer('packages/c', '1'),
    ),
  ],
  ['an action is gone', lockfile(importer('actions/a', '1'), importer('packages/c', '1'))],
])('a bundle is not built again if %s', (_, after) => {
  expect(lockfileOf('a', after)).toBe(lockfileOf('a', before))
})

test.each([
  [
    'its own dependencies',
    lockfile(importer('actions/a', '2'), importer('actions/b', '1'), importer('packages/c', '1')),
  ],
  [
    'those of a package',
    lockfile(importer('actions/a', '1'), importer('actions/b', '1'), importer('packages/c', '2')),
  ],
  ['an installed version', before.replace('zod@4.0.0', 'zod@4.0.1')],
])('a bundle is built again if %s changed', (_, after) => {
  expect(lockfileOf('a', after)).not.toBe(lockfileOf('a', before))
})
