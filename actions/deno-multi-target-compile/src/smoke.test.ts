import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runOnce } from './smoke.ts'

let temporary: string
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'smoke-test-'))
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

/** Runs a program that is written in JavaScript. */
const run = (source: string, more: { timeout?: number; program?: string } = {}) =>
  runOnce({
    target: 'x86_64-unknown-linux-gnu',
    program: process.execPath,
    args: ['-e', source],
    version: '1.2.3',
    temporary,
    timeout: 600_000,
    signal: new AbortController().signal,
    ...more,
  })
const problemOf = async (...args: Parameters<typeof run>) => (await run(...args)).problem

describe('the binary for this machine', () => {
  test('passes if it exits with 0 and prints the version, on whichever stream', async () => {
    expect(await problemOf('console.log("kato 1.2.3")')).toBeUndefined()
    expect(await problemOf('console.error("kato v1.2.3")')).toBeUndefined()
  })

  test.each([
    ['console.log("kato 1.2.3"); process.exitCode = 3', 'ended with exit code 3: kato 1.2.3'],
    ['process.kill(process.pid, "SIGKILL")', 'was ended by SIGKILL and printed nothing'],
    ['console.log("kato 1.2.30")', 'did not print 1.2.3: kato 1.2.30'],
    ['', 'did not print 1.2.3 and printed nothing'],
    ['console.log("out"); console.error("why\\u001b[31m")', 'did not print 1.2.3: why\\u{1b}[31m'],
  ])('fails, and says how: %s', async (source, problem) => {
    expect(await problemOf(source)).toBe(problem)
  })

  test('fails if it does not end, instead of waiting for ever', async () => {
    const problem = await problemOf('console.log("kato 1.2.3"); setInterval(() => {}, 1000)', {
      timeout: 500,
    })
    expect(problem).toContain('took too long and was stopped')
  })

  test('fails if it cannot be started at all', async () => {
    const program = join(temporary, 'no-program')
    await writeFile(program, 'text', { mode: 0o644 })
    expect(await problemOf('', { program })).toContain('could not be started')
    expect(await problemOf('', { program: join(temporary, 'missing') })).toContain('there is no such program')
  })

  test('sees no token and no variable of the runner, and leaves nothing behind', async () => {
    vi.stubEnv('GITHUB_TOKEN', 'secret')
    vi.stubEnv('INPUT_TOKEN', 'secret')
    const source =
      'console.log(Object.keys(process.env).sort().join(), process.env.HOME === process.cwd(), "1.2.3")'
    expect(await problemOf(`${source}; process.exitCode = 1`)).toBe(
      'ended with exit code 1: HOME,LC_ALL,NO_COLOR,TMPDIR true 1.2.3',
    )
    expect(await readdir(temporary)).not.toContainEqual(expect.stringMatching(/^smoke-/))
  })
})
