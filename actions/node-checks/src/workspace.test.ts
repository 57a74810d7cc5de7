import { expect, test } from 'vitest'
import { hasPackage } from './workspace.ts'

const npm = '{"packages":{"":{},"apps/api":{},"node_modules/hono":{}}}'
const pnpm =
  "lockfileVersion: '9.0'\r\n\r\nimporters:\r\n\r\n  .: {}\r\n\r\n  apps/api:\r\n    dependencies:\r\n  '@apps/web': {}\r\n\r\npackages:\r\n\r\n  hono@4.0.0:\r\n"
const yarn =
  '__metadata:\n  version: 8\n\n"api@workspace:apps/api":\n  resolution: "api@workspace:apps/api"\n'
const bun = '{ "lockfileVersion": 1, "workspaces": { "": { "name": "shop", }, "apps/api": {}, }, }'

test.each([
  ['package-lock.json', npm, 'apps/api', true],
  ['package-lock.json', npm, 'apps/ap', false],
  ['package-lock.json', npm, 'constructor', false],
  ['package-lock.json', `\uFEFF${npm}`, 'apps/api', true],
  ['package-lock.json', '{"lockfileVersion":1,"dependencies":{"apps/api":{}}}', 'apps/api', false],
  ['package-lock.json', '<<<<<<< HEAD', 'apps/api', false],
  ['npm-shrinkwrap.json', npm, 'apps/api', true],
  ['pnpm-lock.yaml', pnpm, 'apps/api', true],
  ['pnpm-lock.yaml', pnpm, '@apps/web', true],
  ['pnpm-lock.yaml', pnpm, 'api', false],
  ['pnpm-lock.yaml', pnpm, 'apps', false],
  ['pnpm-lock.yaml', "lockfileVersion: '6.0'\ndependencies:\n  hono:\n", 'apps/api', false],
  ['yarn.lock', yarn, 'apps/api', true],
  ['yarn.lock', yarn, 'apps/ap', false],
  ['bun.lock', bun, 'apps/api', true],
  ['bun.lock', bun, 'apps/web', false],
])('%s %j: an install brings what %s asks for: %s', (lockfile, text, path, has) => {
  expect(hasPackage(lockfile, text, path, false)).toBe(has)
})

test.each(['yarn.lock', 'bun.lockb'])(
  '%s, which lists no packages of a workspace, is believed only below a package with workspaces',
  (lockfile) => {
    const text = '# yarn lockfile v1\n'
    expect([true, false].map((has) => hasPackage(lockfile, text, 'apps/api', has))).toEqual([true, false])
  },
)
