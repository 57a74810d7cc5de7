import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AlteredPrograms, alterPrograms } from './altered-program.ts'

let folder: string
let altered: AlteredPrograms
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'altered-'))
  const real = join(folder, 'real')
  await mkdir(real)
  // It leaves a file, so that a test sees whether it ran.
  const source = '#!/bin/sh\necho "$1" > "$2"\necho "said $1"\n'
  await writeFile(join(real, 'tool'), source, { mode: 0o755 })
  altered = await alterPrograms(join(folder, 'altered'), [{ name: 'tool' }], real)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function start(word: string): SpawnSyncReturns<string> {
  return spawnSync(join(altered.folder, 'tool'), [word, join(folder, word)], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    timeout: word === 'hangs' ? 500 : 240_000,
    killSignal: 'SIGKILL',
  })
}
const effectOf = (word: string) => readFile(join(folder, word), 'utf8').catch(() => undefined)

test('a program without a fault does what it does, and its arguments are known', async () => {
  expect(start('a word')).toMatchObject({ status: 0, stdout: 'said a word\n' })
  expect(await altered.startsOf('tool')).toEqual([['a word', join(folder, 'a word')]])
  expect(await altered.wasMet('tool', 1)).toBe(false)
})

test.for([
  ['killed', null, '', undefined],
  ['exit 0 without effect', 0, '', undefined],
  ['exit 1 without effect', 1, '', undefined],
  ['exit 1 after the full effect', 1, 'said second\n', 'second\n'],
  ['output cut', 0, 'said s', 'second\n'],
  ['exit 127', 127, '', undefined],
  [
    'other lines around its output',
    0,
    'notice: there is a newer version\nsaid second\nnotice: done\n',
    'second\n',
  ],
  ['garbage', 0, expect.stringContaining('garbage'), undefined],
] as const)('only the start that is chosen fails: %s', async ([fault, status, stdout, effect]) => {
  await altered.alter('tool', 2, fault)
  expect(start('first')).toMatchObject({ status: 0, stdout: 'said first\n' })
  expect(start('second')).toMatchObject({ status, stdout })
  expect(start('third')).toMatchObject({ status: 0, stdout: 'said third\n' })
  expect(await Promise.all(['first', 'second', 'third'].map(effectOf))).toEqual([
    'first\n',
    effect,
    'third\n',
  ])
  expect([await altered.wasMet('tool', 1), await altered.wasMet('tool', 2)]).toEqual([false, true])
})

test('a program prints more than anybody wants to keep', async () => {
  await altered.alter('tool', 1, 'a flood of output')
  expect(start('floods').stdout).toHaveLength(50_000_000)
})

test('a program leaves a process that keeps its output open', async () => {
  await altered.alter('tool', 1, 'a process that keeps its output open')
  const child = spawn(join(altered.folder, 'tool'), ['leaves', join(folder, 'leaves')])
  let closed = false
  child.on('close', () => {
    closed = true
  })
  child.stdout.resume()
  expect(await once(child, 'exit')).toEqual([0, null])
  expect([closed, await effectOf('leaves')]).toEqual([false, 'leaves\n'])
  await altered.endHanging()
  await once(child, 'close')
})

test('a program that hangs does not end by itself', async () => {
  await altered.alter('tool', 1, 'hang')
  expect(start('hangs')).toMatchObject({ signal: 'SIGKILL' })
})

test('a program of a package is altered in the project, and the package that it links to stays as it is', async () => {
  const real = join(folder, 'store/tool')
  await mkdir(join(real, 'bin'), { recursive: true })
  const manifest = { name: 'tool', version: '1.2.3', bin: { tool: './bin/tool.js' }, main: 'lib.js' }
  await writeFile(join(real, 'lib.js'), 'exports.isReal = true')
  await writeFile(join(real, 'package.json'), JSON.stringify(manifest))
  await writeFile(
    join(real, 'bin/tool.js'),
    'console.log("the real one", ...process.argv.slice(2), globalThis.before ?? "")',
  )
  const before = join(folder, 'before.cjs')
  await writeFile(before, 'globalThis.before = "after another"')
  const home = join(folder, 'project')
  await symlink(real, home)
  altered = await alterPrograms(join(folder, 'packages'), [{ name: 'tool', package: home }])
  await altered.alter('tool', 2, 'exit 0 without effect')
  const { version, bin } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  const run = () =>
    spawnSync(process.execPath, ['--require', before, join(home, bin.tool), 'x'], {
      encoding: 'utf8',
    }).stdout.trim()
  expect([version, run(), run(), run()]).toEqual([
    '1.2.3',
    'the real one x after another',
    '',
    'the real one x after another',
  ])
  expect(createRequire(import.meta.url)(home)).toEqual({ isReal: true })
  expect(await readFile(join(real, 'bin/tool.js'), 'utf8')).toContain('the real one')
})
