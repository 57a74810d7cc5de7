import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../../packages/changes/test/clone.ts'
import { realDeno } from '../../test/deno-scene.ts'
import { findDeno } from './find-deno.ts'

const signal = new AbortController().signal

async function find(path: string, version?: string, more: Record<string, string> = {}) {
  const environment = { PATH: '/usr/bin:/bin' }
  return findDeno({ runner: { PATH: path, ...more }, environment, version, signal, timeout: 60_000 })
}

const refusal = (found: Promise<unknown>) =>
  found.then(
    () => 'found',
    (error: Error & { reason: string; fix: string }) => `${error.reason}: ${error.message}\n${error.fix}`,
  )

async function programThat(script: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'deno'), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, 'deno'), 0o755)
  return folder
}

const saying = (line: string) => programThat(`echo '${line}'; echo 'v8 15.0'`)

describe('finding deno', () => {
  it.skipIf(realDeno === undefined)('returns the real one with its exact version', async () => {
    const folder = join(realDeno?.program ?? '', '..')
    expect(await find(`/no/such:${folder}`)).toEqual({
      program: realDeno?.program,
      version: realDeno?.version,
      v8: expect.stringMatching(/^\d+\.\d+/),
    })
  })

  it('passes over folders and files that are not programs', async () => {
    const [first, second] = [await temporaryFolder(), await temporaryFolder()]
    await mkdir(join(first, 'deno'))
    await writeFile(join(second, 'deno'), 'text')
    const third = await saying('deno 2.9.6 (stable, release, x86_64-unknown-linux-gnu)')
    expect((await find(`relative::${first}:${second}:${third}`)).program).toBe(join(third, 'deno'))
  })

  it.each([
    ['deno 2.9.6+1a2b3c (canary, release, x86_64-unknown-linux-gnu)', 'is not a stable release'],
    ['deno 2.9.6-rc.1 (rc, release, x86_64-unknown-linux-gnu)', 'is not a stable release'],
    ['deno 2.9.6', 'is not a stable release'],
    ['not deno 2.9.6 (stable, release, x)', 'is not a stable release'],
    ['', 'it says nothing'],
    ['deno 2.8.3 (stable, release, x86_64-unknown-linux-gnu)', 'at least 2.9.0 is needed'],
    ['deno 1.46.0 (stable, release, x86_64-unknown-linux-gnu)', 'at least 2.9.0 is needed'],
  ])('refuses what says %j', async (line, words) => {
    expect(await refusal(find(await saying(line)))).toContain(words)
  })

  it('refuses another version than the required one, and says how to get that', async () => {
    const folder = await saying('deno 2.9.6 (stable, release, x86_64-unknown-linux-gnu)')
    const said = await refusal(find(folder, '2.9.5'))
    expect(said).toContain('deno on PATH is 2.9.6, and deno-version asks for 2.9.5')
    expect(said).toContain('deno-version: 2.9.5')
    expect(await find(folder, '2.9.6')).toMatchObject({ version: '2.9.6' })
  })

  it('refuses a program that fails, and a PATH without deno', async () => {
    expect(await refusal(find(await programThat('exit 3')))).toContain('ended with exit code 3')
    expect(await refusal(find(await temporaryFolder()))).toContain('there is no deno on PATH')
  })

  it('refuses DENORT_BIN, with which an unchecked file becomes the release', async () => {
    const folder = await saying('deno 2.9.6 (stable, release, x86_64-unknown-linux-gnu)')
    expect(await refusal(find(folder, undefined, { DENORT_BIN: '/tmp/x' }))).toContain('DENORT_BIN is set')
    expect(await find(folder, undefined, { DENORT_BIN: '' })).toMatchObject({ version: '2.9.6' })
  })
})
