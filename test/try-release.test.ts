import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { deno, startArchiveHost } from '@suite/testkit/deno'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createClone, type Fixture, git } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

const skipped = 'missing' in deno ? ` (skipped: ${deno.missing})` : ''
const files = { 'deno.json': '{ "version": "1.2.3" }\n', 'main.ts': "console.log('tool');\n" }
const binaries = ['darwin-arm64', 'darwin-x86_64', 'linux-aarch64', 'linux-x86_64', 'windows-x86_64.exe']

let temporary: string
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'try-release-'))
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

describe.skipIf(skipped !== '')(`a release, tried on a clone${skipped}`, () => {
  test('is compiled without a trace, then kept, and its publication is planned', async () => {
    const { clone, compile } = await openProgram('kept')
    const tried = await compile('--input', 'permissions=--allow-env=NO_COLOR')
    expect(tried.stdout).toContain('releases    none, so permissions are compared with nothing')
    expect([tried.code, tried.stdout]).toEqual([0, expect.stringContaining('deno-multi-target-compile: ')])
    expect(await readdir(clone.folder)).not.toContain('release-assets')

    const kept = await compile('--apply')
    expect([kept.code, kept.stdout]).toEqual([0, expect.stringContaining('pass (compiled)')])
    const written = await readdir(join(clone.folder, 'release-assets'))
    expect(written).toEqual(expect.arrayContaining(binaries.map((name) => `tool-${name}`)))

    const publish = ['--input', 'tag=v1.2.3', '--input', 'assets-manifest=release-assets/manifest.json']
    const planned = await tryIn(clone.folder, 'release-publish', ...publish)
    expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining('skip (planned)')])
    const wrong = await tryIn(clone.folder, 'release-publish', ...publish.with(1, 'tag=v1.2.4'))
    expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining('fail (tag-version-differs)')])
  })

  test('with a broad permission is refused, and the flag is named', async () => {
    const { compile } = await openProgram('broad')
    const refused = await compile('--input', 'permissions=--allow-run')
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('--allow-run')])
  })

  test('of a commit that is not merged would not be published', async () => {
    const { clone, compile } = await openProgram('unmerged')
    await git(clone.folder, 'checkout', '--quiet', '-b', 'next')
    await clone.commit({ 'main.ts': "console.log('next');\n" })
    expect(await compile('--apply')).toMatchObject({ code: 0 })
    const publish = ['--input', 'tag=v1.2.3', '--input', 'assets-manifest=release-assets/manifest.json']
    const refused = await tryIn(clone.folder, 'release-publish', ...publish)
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringContaining('(commit-not-on-default-branch)'),
    ])
  })
})

/** Creates a clone with the program on main, and returns how it is compiled. */
async function openProgram(name: string) {
  if ('missing' in deno) throw new Error(deno.missing)
  const archives = await startArchiveHost({ version: deno.version, prints: 'tool 1.2.3' })
  onTestFinished(() => archives.close())
  vi.stubEnv('PATH', `${dirname(deno.program)}:${process.env.PATH}`)
  const clone: Fixture = await createClone(join(temporary, name), { files })
  await git(clone.folder, 'checkout', '--quiet', 'main')
  const inputs = {
    entrypoint: 'main.ts',
    name: 'tool',
    version: '1.2.3',
    'denort-url': `${archives.url}/release`,
  }
  const given = Object.entries(inputs).flatMap(([input, value]) => ['--input', `${input}=${value}`])
  return {
    clone,
    compile: (...more: readonly string[]) =>
      tryIn(clone.folder, 'deno-multi-target-compile', ...given, ...more),
  }
}
