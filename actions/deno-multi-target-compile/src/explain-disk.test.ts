import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainDisk } from './explain-disk.ts'
import { runOnce } from './smoke.ts'

let temporary: string
let root: string
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'disk-'))
  root = join(temporary, 'deno-multi-target-compile')
  // Not even root can make a folder below a file.
  await writeFile(root, '')
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

const explained = (work: () => Promise<unknown>) =>
  work().then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => explainDisk(error, root),
  )
const call = () => ({
  ...({ target: 'x86_64-unknown-linux-gnu', program: 'none', args: [], version: '1.2.3' } as const),
  ...{ temporary: root, timeout: 1_000, signal: new AbortController().signal },
})

test.each([
  ['makes the folder in which a binary runs', () => runOnce(call())],
  ['makes any other folder', () => mkdir(join(root, 'archives'))],
  ['reads what was built', () => readFile(join(root, 'build-1/kato'))],
])('a run that %s says which folder of the runner cannot be used', async (_, work) => {
  const error = await explained(work)
  expect(error).toBeInstanceOf(OutsideError)
  expect(error).toMatchObject({ reason: 'outside-failed', fix: expect.stringContaining('RUNNER_TEMP') })
  expect(String(error)).toContain(root)
})

test('an error about any other file, and one of our own, stay what they are', async () => {
  const other = await explained(() => readFile(join(temporary, 'workspace/deno.json')))
  expect(other).toMatchObject({ code: 'ENOENT' })
  const bug = new TypeError('undefined is not a function')
  expect(explainDisk(bug, root)).toBe(bug)
})
