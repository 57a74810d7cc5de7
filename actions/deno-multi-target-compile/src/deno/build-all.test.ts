import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allBaseTargets } from '@suite/testkit/deno'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { denoScene, realDeno, sumsOf } from '../../test/deno-scene.ts'
import { type PackageRegistry, startPackageRegistry } from '../../test/package-registry.ts'
import { inspect } from '../binary/inspect.ts'
import type { Progress } from './build-all.ts'

let registry: PackageRegistry
beforeAll(async () => {
  registry = await startPackageRegistry([
    {
      name: 'left',
      version: '1.0.0',
      files: { 'index.js': 'module.exports = require("right")' },
      dependencies: { right: '2.0.0' },
    },
    // A file that is not a module: deno puts its error, with a path, into the binary.
    {
      name: 'right',
      version: '2.0.0',
      files: { 'index.js': 'module.exports = 2', license: 'Copyright (c) you' },
    },
  ])
})
afterAll(() => registry.close())

const program = {
  'deno.json': '{ "version": "1.0.0", "imports": { "left": "npm:left@1.0.0" } }',
  'main.ts': 'import left from "left"\nconst n: number = left\nconsole.log(n)\n',
}

const failureOf = (built: Promise<unknown>) =>
  built.then(
    () => ({ reason: 'built', message: '', fix: '', problems: [] }),
    (error: Error & { reason: string; fix: string; problems?: unknown }) => error,
  )

describe.skipIf(realDeno === undefined)('building with the real deno', () => {
  it('gives equal bytes for every target when it is done twice from nothing, with packages', async () => {
    const scene = await denoScene({ files: program, registry: registry.url })
    const progress: Progress[] = []
    const first = await scene.build('first', { onProgress: (each) => progress.push(each) })
    await utimes(join(scene.folder, 'main.ts'), 1, 1)
    const second = await scene.build('second', { concurrency: 1 })
    expect(first.binaries.map(({ target }) => target)).toEqual(allBaseTargets)
    expect(await sumsOf(second.binaries)).toEqual(await sumsOf(first.binaries))
    expect(progress.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6])
    expect(progress.every(({ bytes, total }) => bytes > 1000 && total === 6)).toBe(true)
    expect(first.info).toMatchObject({
      modules: expect.arrayContaining([expect.objectContaining({ kind: 'npm' })]),
    })
  })

  it('gives equal bytes also if the packages are in a folder next to the sources', async () => {
    const files = {
      'deno.json': '{ "version": "1.0.0", "nodeModulesDir": "auto" }',
      'main.ts': 'import left from "npm:left@1.0.0"\nconsole.log(left)\n',
    }
    const targets = ['x86_64-unknown-linux-gnu'] as const
    const scene = await denoScene({ files, registry: registry.url, targets })
    const [first, second] = await scene.buildTwice()
    expect(await sumsOf(second.binaries)).toEqual(await sumsOf(first.binaries))
  })

  it('bakes the version and the name, closes the prompt, and lets nothing be imported from other hosts', async () => {
    const targets = ['x86_64-unknown-linux-gnu'] as const
    const scene = await denoScene({ files: program, registry: registry.url, targets })
    const { binaries } = await scene.build('first')
    const found = inspect(await readFile(binaries[0]?.path ?? ''))
    if ('what' in found) throw new Error(found.what)
    expect(found.metadata.raw).toMatchObject({
      app_name: 'app',
      app_version: '1.0.0',
      permissions: { prompt: false, allow_read: null, allow_import: expect.arrayContaining(['jsr.io:443']) },
      ca_data: null,
      env_vars_from_env_file: {},
    })
  })

  it.each([
    [
      'a stale lock',
      { 'main.ts': 'import left from "npm:right@2.0.0"\nconsole.log(left)\n' },
      'lock-stale',
      'The lockfile is out of date',
    ],
    [
      'a wrong type',
      { 'main.ts': 'const n: number = "one"\nconsole.log(n)\n' },
      'types-wrong',
      'main.ts:1:7: TS2322',
    ],
    [
      'a module that is not there',
      { 'main.ts': 'import "./none.ts"\n' },
      'compile-failed',
      'main.ts:1:8: deno install ended',
    ],
    ['a syntax error', { 'main.ts': 'const n = \n' }, 'compile-failed', 'main.ts:1:10'],
    ['a damaged lock', { 'deno.lock': '{' }, 'lock-stale', 'Lockfile may be corrupt'],
  ])('names the reason and the place of %s', async (_, change, reason, words) => {
    const targets = ['x86_64-unknown-linux-gnu'] as const
    const files = {
      ...program,
      'deno.json': '{ "version": "1.0.0" }',
      'main.ts': 'import "npm:left@1.0.0"\n',
    }
    const scene = await denoScene({ files, registry: registry.url, targets })
    await scene.commit(change)
    const failure = await failureOf(scene.build('first'))
    expect(failure.message).toContain(words)
    expect(failure.reason).toBe(reason)
    expect(failure.message).not.toContain(scene.temporary)
  })

  it('says that a lock file is missing, if the program imports packages', async () => {
    const files = { 'deno.json': '{ "version": "1.0.0" }', 'main.ts': 'import "npm:left@1.0.0"\n' }
    const targets = ['x86_64-unknown-linux-gnu'] as const
    const without = await denoScene({ files, registry: registry.url, targets, lock: false })
    expect(await failureOf(without.build('first'))).toMatchObject({ reason: 'lock-missing' })
    const alone = await denoScene({
      files: { ...files, 'main.ts': 'console.log(1)\n' },
      targets,
      lock: false,
    })
    expect((await alone.build('first')).binaries).toHaveLength(1)
  })

  it('fails if a package is not the one that the lock file names', async () => {
    const own = await startPackageRegistry([{ name: 'left', version: '1.0.0', files: { 'index.js': '1' } }])
    try {
      const files = { 'deno.json': '{ "version": "1.0.0" }', 'main.ts': 'import "npm:left@1.0.0"\n' }
      const scene = await denoScene({ files, registry: own.url, targets: ['x86_64-unknown-linux-gnu'] })
      own.tamper('left', 'index.js', 'steal()')
      const failure = await failureOf(scene.build('first'))
      expect(failure.reason).toBe('package-changed')
      expect(failure.message).toContain('left@1.0.0')
    } finally {
      await own.close()
    }
  })

  it('fails if an archive changed after it was checked', async () => {
    const targets = ['x86_64-unknown-linux-gnu'] as const
    const scene = await denoScene({
      files: { ...program, 'main.ts': 'console.log(1)\n', 'deno.json': '{}' },
      targets,
    })
    await writeFile(join(scene.temporary, 'bases', `${targets[0]}.zip`), 'other')
    expect((await failureOf(scene.build('first'))).message).toContain('changed after it was checked')
  })

  it('puts included files and modules, with what they import, into the binary', async () => {
    const scene = await denoScene({
      files: {
        'cli/deno.json': '{ "version": "1.0.0" }',
        'cli/src/main.ts': 'new Worker(import.meta.resolve("./worker.ts"), { type: "module" })\n',
        'cli/src/worker.ts': 'import left from "npm:left@1.0.0"\nconsole.log(left)\n',
        'data/a.txt': 'text',
        'data/b.md': 'text',
      },
      registry: registry.url,
      targets: ['x86_64-unknown-linux-gnu'],
      workingDirectory: 'cli',
      entrypoint: 'src/main.ts',
      alsoLocked: ['src/worker.ts'],
      order: { include: ['src/worker.ts', '../data/*.txt'] },
    })
    const { binaries } = await scene.build('first')
    const found = inspect(await readFile(binaries[0]?.path ?? ''))
    if ('what' in found) throw new Error(found.what)
    const paths = found.files.map(({ path }) => path).join('\n')
    for (const part of ['cli/src/worker.ts', 'data/a.txt', 'right/2.0.0/index.js'])
      expect(paths).toContain(part)
    expect(paths).not.toContain('b.md')
  })
})
