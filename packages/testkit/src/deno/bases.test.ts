import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  allBaseTargets,
  type BaseTarget,
  deno,
  hostTarget,
  makeArchive,
  makeBase,
  placeArchives,
} from './index.ts'

const run = promisify(execFile)
const host = hostTarget()

async function makeFolder(): Promise<string> {
  const { rm } = await import('node:fs/promises')
  const folder = await mkdtemp(join(tmpdir(), 'bases-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('a base', () => {
  it.each(allBaseTargets)('for %s holds its text, and is the same each time', (target) => {
    const base = makeBase(target, { prints: 'app 1.2.3' })
    expect(base.includes('app 1.2.3\n')).toBe(true)
    expect(makeBase(target, { prints: 'app 1.2.3' }).equals(base)).toBe(true)
    expect(base.length).toBeLessThan(64 * 1024)
  })

  it.each(allBaseTargets)('for %s can be as large as a real one', (target) => {
    const base = makeBase(target, { prints: 'large', padding: 3_000_000 })
    expect(base.length).toBeGreaterThanOrEqual(3_000_000)
    expect(base.length).toBeLessThan(3_100_000)
  })

  it.runIf(process.platform === 'linux' && host !== undefined).each([0, 5_000_000])(
    'of this machine prints its text when it is run, with %i bytes of padding',
    async (padding) => {
      const program = join(await makeFolder(), 'base')
      await writeFile(program, makeBase(host as BaseTarget, { prints: 'app 1.2.3', padding }))
      await chmod(program, 0o755)
      expect(await run(program, ['--version'])).toEqual({ stdout: 'app 1.2.3\n', stderr: '' })
    },
  )
})

describe.skipIf('missing' in deno)('deno compile', () => {
  const { program, version } = 'missing' in deno ? { program: '', version: '' } : deno

  it.each([
    { padding: 0, deflate: false },
    { padding: 1_000_000, deflate: true },
  ])('puts a program into every base ($padding bytes of padding)', async ({ padding, deflate }) => {
    const folder = await makeFolder()
    const denoDir = join(folder, 'deno')
    const bases = allBaseTargets.map(
      (target) => [target, makeBase(target, { prints: 'app 1.2.3', padding })] as const,
    )
    await placeArchives(
      denoDir,
      version,
      bases.map(([target, base]) => [target, makeArchive(target, base, { deflate })] as const),
    )
    await writeFile(join(folder, 'main.ts'), "console.log('a sentence of the program')\n")
    for (const [target, base] of bases) {
      const output = join(folder, `app-${target}${target.includes('windows') ? '.exe' : ''}`)
      await run(
        program,
        ['compile', '--no-check', '--quiet', '--target', target, '--output', output, 'main.ts'],
        { cwd: folder, env: { DENO_DIR: denoDir, HOME: folder, DENO_NO_UPDATE_CHECK: '1' } },
      )
      const compiled = await readFile(output)
      expect(compiled.length, target).toBeGreaterThan(base.length)
      expect(compiled.includes('a sentence of the program'), target).toBe(true)
      expect(compiled.subarray(0, 2).equals(base.subarray(0, 2)), target).toBe(true)
      if (target === host && process.platform === 'linux')
        expect(await run(output, ['--version'])).toEqual({ stdout: 'app 1.2.3\n', stderr: '' })
    }
  })
})
