import { spawnSync } from 'node:child_process'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node20 } from '../node-versions.ts'
import { openWarmNodes, type WarmNodes } from './warm-nodes.ts'

let folder: string
let warm: WarmNodes
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'warm-')))
  await writeFile(join(folder, 'chunk.mjs'), `export const value = 'of a chunk'`)
  warm = openWarmNodes()
})
afterAll(async () => {
  warm.close()
  await rm(folder, { recursive: true, force: true })
})

let scripts = 0
async function script(source: string): Promise<string> {
  const main = join(folder, `${++scripts}.mjs`)
  await writeFile(main, source)
  return main
}

const environment = { ONLY: 'this' }
const runWarm = (main: string, node = process.execPath, more = {}) =>
  warm.run({ main, node, cwd: folder, environment: { ...environment, ...more }, timeoutMs: 240_000 })

const scriptsByEnd = {
  'with nothing left to wait for': `await new Promise((done) => setImmediate(done)); console.log('late')`,
  'with a code of its own': `process.exitCode = 3; console.error('red')`,
  'by process.exit, whatever is still open': `setInterval(() => console.log('more'), 1); process.exit(4)`,
  'after its own listener has gone on': `process.once('beforeExit', () => setTimeout(() => { console.log('on'); process.exit(5) }, 5))`,
  'with its last words in the listener of its exit': `process.on('exit', (code) => console.log('code', code)); process.exitCode = 6`,
  'in a promise that nothing awaits': `process.on('unhandledRejection', ({ message }) => { console.log(message); process.exit(7) }); void Promise.reject(new Error('alone'))`,
  'with a part that it loads, as a bundle does': `import { createRequire as own } from "module";
let promise; promise = import("./" + 'chunk.mjs'); console.log((await promise).value, typeof own(import.meta.url)('node:os').EOL)`,
  'knowing its variables, folder and name': `console.log(JSON.stringify([process.env.ONLY, process.cwd(), process.argv[1], import.meta.url, process.version]))`,
}

describe.each([
  ['this Node', process.execPath],
  ['Node 20', node20],
])('with %s, a run in a shared process says and ends as in one of its own', (_, node) => {
  test.each(Object.entries(scriptsByEnd))('%s', async (_, source) => {
    const main = await script(source)
    const alone = spawnSync(node, [main], { cwd: folder, env: environment, encoding: 'utf8' })
    const expected = { exitCode: alone.status, signal: null, stdout: alone.stdout, stderr: alone.stderr }
    for (let run = 0; run < 3; run++) expect(await runWarm(main, node)).toMatchObject(expected)
  })
})

test('an error that nothing catches ends the run with code 1, and the next run gets a new process', async () => {
  const main = await script(`throw new Error('broken')`)
  for (let run = 0; run < 2; run++) {
    const { exitCode, stderr } = await runWarm(main)
    expect([exitCode, stderr.includes('broken')]).toEqual([1, true])
  }
})

test('a run finds nothing of the one before: no variable, no listener, no state, no line', async () => {
  const leaves = await script(`
    process.env.LEFT = 'yes'
    globalThis.process.on('exit', () => console.log('heard'))
    Promise.resolve().then(() => process.exit(1)).then(() => console.log('said after the end'))`)
  const looks = await script(
    `let state; console.log(process.env.LEFT, process.env.ONLY, process.listenerCount('exit'), state); state = 1`,
  )
  for (let run = 0; run < 3; run++) {
    expect(await runWarm(leaves)).toMatchObject({ exitCode: 1, stdout: 'heard\n' })
    expect((await runWarm(looks, process.execPath, { ONLY: `${run}` })).stdout).toBe(
      `undefined ${run} 0 undefined\n`,
    )
  }
})

test('a second run has the process of the first, and none after a run that left something open', async () => {
  const one = openWarmNodes()
  const run = async (source: string) => {
    const main = await script(`console.log(process.pid); ${source}`)
    return (await one.run({ main, node: process.execPath, cwd: folder, environment, timeoutMs: 240_000 }))
      .stdout
  }
  try {
    const first = await run('')
    expect(await run('setInterval(() => {}, 1000); process.exit()')).toBe(first)
    const third = await run('')
    expect(third).not.toBe(first)
    expect(await run('')).toBe(third)
  } finally {
    one.close()
  }
})

test('a rest keeps a process that is free, and ends one that is busy', async () => {
  const one = openWarmNodes()
  const run = async (source: string) => {
    const main = await script(source)
    return one.run({ main, node: process.execPath, cwd: folder, environment, timeoutMs: 240_000 })
  }
  try {
    const tells = 'console.log(process.pid)'
    const busy = run('setInterval(() => {}, 1000)')
    const { stdout } = await run(tells)
    one.rest()
    expect(await busy).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
    expect((await run(tells)).stdout).toBe(stdout)
  } finally {
    one.close()
  }
})
