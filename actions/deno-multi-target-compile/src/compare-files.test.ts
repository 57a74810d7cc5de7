import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { compareFiles } from './compare-files.ts'

const mebibyte = 1024 * 1024

it.each<[number, number, string]>([
  [0, 0, 'nothing'],
  [mebibyte, mebibyte, 'nothing'],
  [2 * mebibyte + 7, 2 * mebibyte + 7, 'nothing'],
  [2 * mebibyte, 2 * mebibyte, 'its first byte'],
  [2 * mebibyte + 7, 2 * mebibyte + 7, 'its last byte'],
  [mebibyte, 2 * mebibyte, 'nothing'],
  [mebibyte, mebibyte - 1, 'nothing'],
  [0, 1, 'nothing'],
])(
  'a second build of %i bytes that has %i bytes and differs in %s is never taken for an equal one, nor an equal one for another',
  async (length, otherLength, where) => {
    const folder = await mkdtemp(join(tmpdir(), 'compare-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const [one, other] = [Buffer.alloc(length, 7), Buffer.alloc(otherLength, 7)]
    if (where !== 'nothing') other[where === 'its first byte' ? 0 : otherLength - 1] = 8
    await writeFile(join(folder, 'one'), one)
    await writeFile(join(folder, 'other'), other)
    const found = await compareFiles(join(folder, 'one'), join(folder, 'other'))
    expect(found === undefined).toBe(one.equals(other))
  },
)
