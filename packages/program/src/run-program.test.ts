import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError } from '@suite/errors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basicsOf, describeEnd, type ProgramCall, runProgram } from './index.ts'

const script = (source: string, more: Partial<ProgramCall> = {}) =>
  runProgram({ file: process.execPath, args: ['-e', source], environment: {}, ...more })

/** Starts a server for one connection. `gone` resolves when the connection ends; `hangUp` ends it from the server. */
async function waitForCaller() {
  let end = () => {}
  const hungUp = new Promise<void>((resolve) => {
    end = resolve
  })
  const server = createServer()
  const gone = once(server, 'connection').then(([socket]) => {
    socket.on('error', () => {})
    hungUp.then(() => socket.destroy())
    return once(socket.resume(), 'close')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, gone, hangUp: end }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'program-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('running a program', () => {
  it('distinguishes an exit code from a signal, so that a killed program never counts as a success', async () => {
    const failed = await script('process.exit(3)')
    expect(failed).toMatchObject({ exitCode: 3, signal: null, stopped: undefined })
    expect(describeEnd(failed)).toBe('ended with exit code 3')
    const killed = await script('process.kill(process.pid, "SIGKILL")')
    expect(killed).toMatchObject({ exitCode: null, signal: 'SIGKILL', stopped: undefined })
    expect(describeEnd(killed)).toBe('was ended by SIGKILL')
  })

  it('passes each argument unchanged, without a shell', async () => {
    const hostile = '; echo $(id) `id` "x" \'y\' *\n'
    const { stdout } = await runProgram({
      file: process.execPath,
      args: ['-e', 'process.stdout.write(process.argv[1])', hostile],
      environment: {},
    })
    expect(stdout.toString()).toBe(hostile)
  })

  it('passes only the variables that the caller lists, so that no token of the step leaks', async () => {
    const step = { PATH: '/bin', INPUT_TOKEN: 'secret', GITHUB_TOKEN: 'secret', LANG: 'C' }
    const { stdout } = await script('process.stdout.write(JSON.stringify(process.env))', {
      environment: basicsOf(step),
    })
    expect(JSON.parse(stdout.toString())).toEqual({ PATH: '/bin', LANG: 'C' })
  })

  it('keeps the end of a long output, and says that the beginning is missing', async () => {
    const { stdout, cut } = await script('process.stdout.write("a".repeat(5e5) + "the end")', {
      mostBytes: 1000,
    })
    expect(stdout).toHaveLength(1000)
    expect(stdout.toString().endsWith('the end')).toBe(true)
    expect(cut).toBe(true)
    expect((await script('process.stdout.write("a".repeat(1000))', { mostBytes: 1000 })).cut).toBe(false)
  })

  it('gives a program its input byte by byte, however long it is', async () => {
    const input = Buffer.alloc(300_000, Buffer.of(0, 0xff, 0x0a))
    const { stdout } = await script('process.stdin.pipe(process.stdout)', { input })
    expect(Buffer.compare(stdout, input)).toBe(0)
    const nothing = await script('process.stdin.pipe(process.stdout)')
    expect(nothing.stdout).toHaveLength(0)
  })

  it('judges a program that does not read its input by how it ended', async () => {
    const input = Buffer.alloc(3_000_000)
    expect(await script('process.exit(3)', { input })).toMatchObject({ exitCode: 3, stopped: undefined })
  })

  it('passes on an output that is too long to keep, without any loss', async () => {
    let seen = 0
    const ended = await script('process.stdout.write(Buffer.alloc(3e6))', {
      mostBytes: 1000,
      onOutput: (chunk) => {
        seen += chunk.length
      },
    })
    expect(seen).toBe(3_000_000)
    expect(ended).toMatchObject({ cut: false, exitCode: 0 })
    expect(ended.stdout).toHaveLength(0)
  })

  it('reports each line once and whole, however the program writes it', async () => {
    const lines: string[] = []
    await script(
      `const bytes = Buffer.from('eins\\r\\nzw\u00f6lf\\ndrei')
       process.stdout.write(bytes.subarray(0, 9)); setTimeout(() => process.stdout.write(bytes.subarray(9)), 30)
       process.stderr.write('oh\\n')`,
      { onLine: (line, stream) => lines.push(`${stream} ${line}`) },
    )
    expect(lines.filter((line) => line.startsWith('stdout'))).toEqual([
      'stdout eins',
      'stdout zw\u00f6lf',
      'stdout drei',
    ])
    expect(lines).toContain('stderr oh')
  })

  it('stops a program at its deadline', async () => {
    const endless = await script('setInterval(() => {}, 1000)', { timeout: 300 })
    expect(endless).toMatchObject({ stopped: 'deadline' })
    expect(describeEnd(endless)).toMatch(/^took too long and was stopped after \d/)
  })

  it('stops a program that ignores the signal', async () => {
    const controller = new AbortController()
    const deaf = await script(
      'process.on("SIGINT", () => {}); setInterval(() => {}, 1000); console.log("up")',
      { patience: 200, signal: controller.signal, onLine: () => controller.abort() },
    )
    expect(deaf).toMatchObject({ signal: 'SIGKILL', stopped: 'cancelled' })
  })

  it('stops the whole process group when the run is cancelled, so that nothing keeps running', async () => {
    const controller = new AbortController()
    const { port, gone } = await waitForCaller()
    const grandchild = `process.on('SIGINT', () => {}); require('net').connect(${port}, '127.0.0.1', () => console.log('up'))`
    const ended = await script(
      `process.on('SIGINT', () => process.exit(7))
       require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })
       setInterval(() => {}, 1000)`,
      { signal: controller.signal, onLine: () => controller.abort() },
    )
    expect(ended).toMatchObject({ exitCode: 7, stopped: 'cancelled' })
    // The connection closes when the grandchild ends.
    await gone
  })

  it('ends the processes that a program leaves behind, so that a run does not wait for their output for ever', async () => {
    const ended = await script(
      `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref()
       process.exit(0)`,
      { timeout: 120_000 },
    )
    expect(ended).toMatchObject({ exitCode: 0, stopped: undefined })
  })

  it('does not wait for a daemon that a build tool starts in a session of its own', async () => {
    const { port, hangUp } = await waitForCaller()
    // The daemon lives as long as the connection.
    const daemon = `require('net').connect(${port}, '127.0.0.1').on('error', () => {})`
    const ended = await script(
      `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(daemon)}], { stdio: 'inherit', detached: true }).unref()
       console.log('done')`,
      { timeout: 120_000 },
    )
    expect(ended).toMatchObject({ exitCode: 0, stopped: undefined })
    expect(ended.stdout.toString()).toBe('done\n')
    hangUp()
  })

  it('says in a sentence which program is missing', async () => {
    const missing = (more: Partial<ProgramCall>) =>
      runProgram({ file: 'no-such-program', args: [], environment: { PATH: folder }, ...more }).catch(
        (error) => error,
      )
    const absent = await missing({})
    expect(absent).toBeInstanceOf(OutsideError)
    expect(absent).toMatchObject({
      message: 'no-such-program could not be started: there is no such program',
    })
    expect((await missing({ cwd: '/no/such/folder' })).message).toContain(
      'there is no folder /no/such/folder',
    )
    await writeFile(join(folder, 'plain'), 'text')
    expect((await missing({ file: join(folder, 'plain') })).message).toContain('EACCES')
  })
})
