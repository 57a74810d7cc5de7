import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openClone } from '@suite/changes/clone'
import { describe, expect, it } from 'vitest'
import { startRepository, temporaryFolder } from '../../../../packages/changes/test/clone.ts'
import { layOutCommit } from './lay-out.ts'
import type { ProjectTerms } from './read-project.ts'
import { requireProject } from './require-project.ts'

type Files = Readonly<Record<string, string>>

async function projectOf(
  files: Files,
  terms: Partial<ProjectTerms> & {
    readonly permissions?: readonly string[]
    readonly include?: readonly string[]
  } = {},
  untracked: Files = {},
) {
  const { folder, commit } = await startRepository()
  await commit({ 'main.ts': 'x', ...files })
  for (const [path, text] of Object.entries(untracked)) await writeFile(join(folder, path), text)
  const place = { workingDirectory: '.', ...terms }
  const to = join(await temporaryFolder(), 'source')
  const clone = openClone(folder, new AbortController().signal)
  const laid = await layOutCommit(clone, {
    to,
    include: terms.include ?? [],
    workingDirectory: place.workingDirectory,
  })
  return requireProject(laid, { entrypoint: 'main.ts', config: undefined, permissions: [], ...place })
}

const refusal = (project: Promise<unknown>) =>
  project.then(
    () => 'accepted',
    (error: Error & { reason: string; fix: string }) => `${error.reason}: ${error.message}`,
  )

describe('finding the configuration', () => {
  it('takes deno.json before deno.jsonc, the nearest folder first, as deno does', async () => {
    const both = await projectOf({ 'deno.json': '{"version":"1.0.0"}', 'deno.jsonc': '{"version":"2.0.0"}' })
    expect(both).toMatchObject({ config: 'deno.json', version: '1.0.0' })
    const near = {
      'deno.json': '{"version":"1.0.0"}',
      'cli/deno.jsonc': '{"version":"2.0.0"}',
      'cli/src/main.ts': '',
    }
    const found = await projectOf(near, { workingDirectory: 'cli', entrypoint: 'src/main.ts' })
    expect(found).toMatchObject({ config: 'cli/deno.jsonc', version: '2.0.0', entrypoint: 'cli/src/main.ts' })
    const given = await projectOf(near, {
      workingDirectory: 'cli',
      entrypoint: 'src/main.ts',
      config: '../deno.json',
    })
    expect(given).toMatchObject({ config: 'deno.json', version: '1.0.0' })
  })

  it('takes version and lock of a workspace from its root, as deno bakes them', async () => {
    const files = {
      'deno.jsonc': '{ "workspace": ["./cli"], "version": "3.0.0", } // root',
      'deno.lock': '{}',
      'cli/deno.json': '{ "name": "@a/cli", "version": "1.0.0" }',
      'cli/main.ts': '',
    }
    expect(await projectOf(files, { entrypoint: 'cli/main.ts' })).toMatchObject({
      config: 'cli/deno.json',
      rootConfig: 'deno.jsonc',
      version: '3.0.0',
      lock: { kind: 'tracked', path: 'deno.lock' },
    })
  })

  it('refuses a configuration above the folder, which is in no commit', async () => {
    const { folder, commit } = await startRepository()
    await commit({ 'main.ts': 'x' })
    const above = await temporaryFolder()
    await writeFile(join(above, 'deno.json'), '{}')
    await mkdir(join(above, 'x'))
    const clone = openClone(folder, new AbortController().signal)
    const laid = await layOutCommit(clone, {
      to: join(above, 'x/source'),
      include: [],
      workingDirectory: '.',
    })
    const terms = { entrypoint: 'main.ts', config: undefined, workingDirectory: '.', permissions: [] }
    expect(await refusal(requireProject(laid, terms))).toContain('deno.json is above the folder')
  })

  it.each([
    ['{ "version": 1 }', 'deno.json:1:14: "version": expected text'],
    ['{ "version": "1", "version": "2" }', 'the key "version" is there twice'],
    ['\uFEFF{}', 'begins with a byte-order mark'],
    ['[]', 'project-invalid: deno.json:1:1: expected a mapping'],
  ])('refuses %s', async (text, words) => {
    expect(await refusal(projectOf({ 'deno.json': text }))).toContain(words)
  })

  it('refuses a configuration that is not in the commit', async () => {
    expect(await refusal(projectOf({}, { config: 'none.json' }))).toContain(
      'none.json, which is not a file of the commit',
    )
  })
})

describe('a project is refused', () => {
  const config = (text: string) => ({ 'deno.json': text })

  it.each([
    ['an entrypoint that is not there', {}, { entrypoint: 'none.ts' }, 'none.ts is not a file of the commit'],
    ['an entrypoint with #', { 'a#b.ts': '' }, { entrypoint: 'a#b.ts' }, 'a#b.ts contains #'],
    ['an entrypoint in a folder with ?', { 'a?/b.ts': '' }, { entrypoint: 'a?/b.ts' }, 'a?/b.ts contains ?'],
    ['an entrypoint with %20', { 'a%20b.ts': '' }, { entrypoint: 'a%20b.ts' }, 'a%20b.ts contains %20'],
    ['an entrypoint outside', {}, { entrypoint: '../x.ts' }, '../x.ts is outside of the repository'],
    ['a folder as entrypoint', { 'src/a.ts': '' }, { entrypoint: 'src' }, 'src is not a file of the commit'],
    [
      'a lock that is switched off',
      config('{ "lock": false }'),
      {},
      'lock-missing: deno.json says "lock": false',
    ],
    [
      'permissions that need -P',
      config('{ "compile": { "permissions": {} } }'),
      {},
      'deno uses only with -P',
    ],
    ['an import map outside', config('{ "importMap": "../map.json" }'), {}, 'importMap names ../map.json'],
    [
      'an import map on a host',
      config('{ "importMap": "https://example.com/m.json" }'),
      {},
      'importMap names https:',
    ],
    ['a lock outside', config('{ "lock": "../deno.lock" }'), {}, 'lock names ../deno.lock'],
    [
      'a lock outside, written long',
      config('{ "lock": { "path": "/deno.lock" } }'),
      {},
      'lock names /deno.lock',
    ],
    ['links outside', config('{ "links": ["../lib"] }'), {}, 'links names ../lib'],
    [
      'an embedded file outside',
      config('{ "compile": { "include": ["a", "../b"] } }'),
      {},
      'compile.include names ../b',
    ],
    [
      'an import outside',
      config('{ "imports": { "a": "../a.ts", "b": "./b.ts", "c": "npm:c" } }'),
      {},
      'names ../a.ts',
    ],
    [
      'a scope outside',
      config('{ "scopes": { "x": { "a": "file:///a.ts" } } }'),
      {},
      'scopes names file:///a.ts',
    ],
  ])('for %s', async (_, files: Files, terms, words) => {
    const said = await refusal(projectOf(files, terms))
    expect(said).toContain(words)
    expect(said.split('\n')).toHaveLength(1)
  })

  it('for a lock file that is included but not tracked', async () => {
    const terms = { include: ['deno.lock'] }
    expect(await refusal(projectOf(config('{}'), terms, { 'deno.lock': '{}' }))).toContain(
      'deno.lock is not tracked',
    )
  })

  it('not for permissions that are given, nor for paths inside', async () => {
    const text =
      '{ "compile": { "permissions": {}, "include": ["data", "npm:x"] }, "imports": { "@/": "./src/" } }'
    expect(await projectOf(config(text), { permissions: ['-P'] })).toMatchObject({
      lock: { kind: 'missing', path: 'deno.lock' },
      hasCompilePermissions: true,
    })
  })
})

it('knows the hosts that a set of permissions lets modules come from', async () => {
  const text = JSON.stringify({
    permissions: {
      a: { import: ['a.example'] },
      b: { import: { allow: ['b.example'] } },
      c: { import: true },
    },
    compile: { permissions: { import: ['d.example'] } },
  })
  const { importHosts } = await projectOf({ 'deno.json': text }, { permissions: ['-P=a'] })
  expect([...importHosts]).toEqual([
    ['a', ['a.example']],
    ['b', ['b.example']],
    ['', ['d.example']],
  ])
})

describe('scripts of packages', () => {
  it.each([
    [true, undefined],
    [true, false],
    [true, []],
    [true, { deny: ['npm:esbuild'] }],
    [true, { allow: [], deny: ['npm:esbuild'] }],
    [false, true],
    [false, ['npm:esbuild@0.25.0']],
    [false, { allow: true }],
    [false, { allow: ['npm:esbuild'] }],
  ])(
    'are refused where they would run, because they can change what is compiled: %s for %j',
    async (passes, allowScripts) => {
      const found = await refusal(
        projectOf({ 'deno.json': JSON.stringify({ version: '1.0.0', allowScripts }) }),
      )
      expect(found === 'accepted').toBe(passes)
      if (!passes) expect(found).toMatch(/^project-invalid: .*deno.json has allowScripts/)
    },
  )
})
