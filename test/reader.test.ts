import { execFile, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { mkdtemp, open, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleOf } from '@suite/testkit/bundle'
import { describe, expect, it, onTestFinished } from 'vitest'
import { actionNames, contractOf, root } from '../scripts/actions.ts'
import { createClone } from './fixtures/clone.ts'

const execute = promisify(execFile)
const contracts = await Promise.all(actionNames().map(contractOf))
const bundles = contracts.map(({ name }) => name)

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'reader-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

/** Returns the exit code of the first program in a pipeline, run by bash with real pipes. */
async function exitCodeOf(pipeline: string, call: readonly string[], environment: Record<string, string>) {
  const command = `"$0" "$@" ${pipeline}; echo "$\{PIPESTATUS[0]}" >&3`
  const child = spawn('bash', ['-c', command, process.execPath, ...call], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
  })
  let said = ''
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    said += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  return Number(said)
}

/** Returns the variables and files of a step on a push, with some invalid inputs. */
async function stepIn(at: string, inputs: Record<string, string> = {}) {
  const files = Object.fromEntries(['output', 'summary', 'event'].map((name) => [name, join(at, name)]))
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')))
  await writeFile(files.event ?? '', '{}')
  return {
    GITHUB_WORKSPACE: at,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: files.event ?? '',
    GITHUB_OUTPUT: files.output ?? '',
    GITHUB_STEP_SUMMARY: files.summary ?? '',
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  }
}

describe.each(bundles)('%s, whose log has no reader', (name) => {
  const bundle = join(bundleOf(name), 'index.js')

  it.each([
    ['its reader leaves at once', '| true'],
    ['its reader leaves after the first line', '| head -n 1'],
    ['stderr has no reader', '2> >(true)'],
    ['neither has a reader', '2>&1 | true'],
    ['the disk that the log goes to is full', '> /dev/full'],
    ['the disk that both go to is full', '> /dev/full 2>&1'],
  ])('ends and fails: %s', async (_, pipeline) => {
    const step = await stepIn(await folder())
    expect(await exitCodeOf(pipeline, [bundle], step)).toBe(1)
    expect(await readFile(step.GITHUB_OUTPUT, 'utf8')).toMatch(/^verdict<<.*\nfail\n/m)
  })

  it.each([
    ['its deadline', undefined],
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGINT'],
  ] as const)('ends at %s although its reader stalls', async (_, signal) => {
    const at = await folder()
    const fifo = join(at, 'fifo')
    await execute('mkfifo', [fifo])
    // Opened for reading and writing, so that there is a reader, which never reads; and filled completely.
    const held = await open(fifo, constants.O_RDWR | constants.O_NONBLOCK)
    await held.write(Buffer.alloc(1 << 20)).catch(() => {})
    for (let full = false; !full; ) await held.write('x').catch(() => (full = true))
    const step = await stepIn(at, { timeout: signal ? '1h' : '1s' })
    const stdout = await open(fifo, constants.O_WRONLY | constants.O_NONBLOCK)
    const written = firstContentOf(step.GITHUB_STEP_SUMMARY)
    const child = spawn(process.execPath, [bundle], {
      env: { PATH: process.env.PATH, ...step },
      stdio: ['ignore', stdout.fd, 'pipe'],
    })
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await Promise.all([held.close(), stdout.close()])
    })
    const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)))
    // The outputs are the last thing written before it waits for its reader.
    if (signal) {
      await written
      child.kill(signal)
    }
    expect(await ended).toBe(1)
  })
})

describe('a script of this repository, whose output has no reader', () => {
  it('ends and fails, instead of continuing work without a reader', async () => {
    // run-script.ts runs one of the others, and imports it first.
    const libraries = ['actions.ts', 'run-script.ts', 'shell.ts', 'unread.ts', 'usage.ts']
    const files = (await readdir(join(root, 'scripts'))).filter((file) => file.endsWith('.ts'))
    const scripts = files.filter((file) => !libraries.includes(file))
    expect(scripts).toEqual(expect.arrayContaining(['demo.ts', 'release.ts', 'try.ts']))
    for (const script of scripts)
      expect({ script, text: await readFile(join(root, 'scripts', script), 'utf8') }).toEqual({
        script,
        text: expect.stringMatching(/^import '\.\/unread\.ts'$/m),
      })
  })

  it.each(['| true', '| head -n 1', '> /dev/full'])('%s', async (pipeline) => {
    const script = join(await folder(), 'endless.mjs')
    const unread = JSON.stringify(join(root, 'scripts/unread.ts'))
    await writeFile(script, `import ${unread}\nsetInterval(() => console.log('working …'))\n`)
    expect(await exitCodeOf(pipeline, [script], {})).toBe(1)
  })

  const typescript = ['--conditions=suite-source', '--disable-warning=ExperimentalWarning']

  it('try fails although its verdict is pass, because its output had no reader', async () => {
    const clone = await createClone(join(await folder(), 'clone'))
    await clone.commit({ 'README.md': 'No duty.' })
    const call = [...typescript, join(root, 'scripts/try.ts'), 'require-proofs']
    const environment = { INIT_CWD: clone.folder, NO_COLOR: '1' }
    expect(await exitCodeOf('| cat', call, environment)).toBe(0)
    expect(await exitCodeOf('| true', call, environment)).toBe(1)
  })

  it('demo ends at the next line that it prints', async () => {
    const call = [...typescript, join(root, 'scripts/demo.ts')]
    const environment = { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` }
    expect(await exitCodeOf('| head -n 1', call, environment)).toBe(1)
  })
})

/** Resolves once there is something in a file, which is empty now. */
async function firstContentOf(file: string): Promise<void> {
  for await (const _ of watch(file)) if (await readFile(file, 'utf8')) return
}
