import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { deno } from '@suite/testkit/deno'
import { describe, expect, it } from 'vitest'
import { compile, program, read } from './real-binaries.ts'

const target = 'x86_64-unknown-linux-gnu'
const isLinux = process.platform === 'linux' && process.arch === 'x64'

/** Milliseconds of processor time, the least of three. */
function cost(work: () => unknown): number {
  const costs = [0, 1, 2].map(() => {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...costs)
}

describe.skipIf('missing' in deno || !isLinux)('a binary as large as a real one', () => {
  it('tells the glibc that it needs, and costs less to read than to hash twice', async () => {
    const base = await readFile('missing' in deno ? '' : deno.program)
    const { binaries } = await compile({
      files: program,
      flags: ['--no-prompt'],
      targets: [target],
      bases: new Map([[target, base]]),
    })
    const binary = binaries.get(target) ?? base
    expect(read(binary).container.glibc).toMatch(/^2\.\d{1,2}$/)
    expect(read(binary).metadata.appVersion).toBe('1.2.3')
    expect(cost(() => read(binary))).toBeLessThan(
      2 * cost(() => createHash('sha256').update(binary).digest()),
    )
  })
})
