import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunActionOptions, runAction } from './index.ts'

const manifest = `
inputs:
  token:
    default: \${{ github.token }}
  dry-run:
    default: false
  two words: {}
runs: { using: node24, main: index.js }
`
const script = `
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
const { env } = process
console.log('::add-mask::s3cret')
console.log('::error file=a%2Cb.ts,line=3,endLine=4,col=5,title=No%3A proof::100%25 sure%0Aof it')
console.log('::stop-commands::quiet')
console.log('::warning::not said')
console.log('::quiet::')
console.log('::notice::said')
appendFileSync(env.GITHUB_OUTPUT, 'verdict=pass\\ndecision<<E_1\\nline 1\\nline=2\\nE_1\\n')
appendFileSync(env.GITHUB_STEP_SUMMARY, '# Done\\n')
appendFileSync(env.GITHUB_OUTPUT, 'environment=' + JSON.stringify(env) + '\\n')
appendFileSync(env.GITHUB_OUTPUT, 'payload=' + readFileSync(env.GITHUB_EVENT_PATH, 'utf8') + '\\n')
if (env.INPUT_MODE === 'orphan') spawn('sleep', ['3600'], { stdio: 'inherit' }).unref()
if (env.INPUT_MODE?.startsWith('daemon')) {
  const { RUNNER_TRACKING_ID, PATH } = env
  const away = spawn('sleep', ['3601'], { detached: true, stdio: 'ignore', env: { RUNNER_TRACKING_ID, PATH } })
  away.unref()
  appendFileSync(env.GITHUB_OUTPUT, 'daemon=' + away.pid + '\\n')
}
if (env.INPUT_MODE?.endsWith('wait')) {
  process.on('SIGTERM', () => process.exit(143))
  setInterval(() => {}, 1000)
  console.log('ready')
}
process.exitCode = env.INPUT_MODE?.endsWith('wait') ? 0 : 3
`
let bundle = ''

beforeAll(async () => {
  bundle = await mkdtemp(join(tmpdir(), 'testkit-bundle-'))
  await writeFile(join(bundle, 'action.yml'), manifest)
  await writeFile(join(bundle, 'index.js'), script)
  await writeFile(join(bundle, 'package.json'), '{"type":"module"}')
})
afterAll(() => rm(bundle, { recursive: true }))

const options = (): RunActionOptions => ({
  bundle,
  event: { name: 'pull_request', payload: { number: 7 } },
  repository: 'acme/shop',
  sha: 'a'.repeat(40),
  ref: 'refs/pull/7/merge',
  headRef: 'change',
  baseRef: 'main',
  forge: { apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9', graphqlUrl: '' },
  token: 'ghs_job',
})

test('an action sees the runner, its inputs and its event, and nothing else of this process', async () => {
  process.env.TESTKIT_LEAK = 'leaked'
  const { outputs } = await runAction({ ...options(), inputs: { 'Two Words': 'x' }, debug: true })
  delete process.env.TESTKIT_LEAK
  const environment = JSON.parse(outputs.environment ?? '')
  expect(environment).toMatchObject({
    INPUT_TOKEN: 'ghs_job',
    'INPUT_DRY-RUN': 'false',
    INPUT_TWO_WORDS: 'x',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_REF_NAME: '7/merge',
    GITHUB_HEAD_REF: 'change',
    RUNNER_DEBUG: '1',
    CI: 'true',
  })
  expect(environment).not.toHaveProperty('TESTKIT_LEAK')
  expect(JSON.parse(outputs.payload ?? '')).toEqual({ number: 7 })
})

test('what an action writes to files and stdout is read as the runner reads it', async () => {
  const result = await runAction(options())
  expect(result).toMatchObject({
    exitCode: 3,
    signal: null,
    summary: '# Done\n',
    masks: ['s3cret'],
    annotations: [
      {
        level: 'error',
        file: 'a,b.ts',
        line: 3,
        endLine: 4,
        column: 5,
        title: 'No: proof',
        message: '100% sure\nof it',
      },
      { level: 'notice', message: 'said' },
    ],
  })
  expect(result.outputs).toMatchObject({ verdict: 'pass', decision: 'line 1\nline=2' })
  expect(result.millisecondsToFirstLine).toBeGreaterThan(0)
  expect(result.millisecondsToFirstLine).toBeLessThanOrEqual(result.milliseconds)
})

test('a signal reaches the action, and an action that never ends is killed', async () => {
  const waiting = { ...options(), inputs: { mode: 'wait' } }
  const stopped = await runAction({ ...waiting, signal: { name: 'SIGTERM', when: 'ready' } })
  expect(stopped).toMatchObject({ exitCode: 143, signal: null })
  const killed = await runAction({ ...waiting, timeoutMs: 200 })
  expect(killed).toMatchObject({ exitCode: null, signal: 'SIGKILL', outlivedBy: [] })
})

/** A process that has ended may stay in the list until its parent takes note. */
const isRunning = (pid: number) =>
  !/^(Z.*)?$/.test(spawnSync('ps', ['-o', 'stat=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.trim())

test('processes that an action leaves running do not delay its result', async () => {
  const result = await runAction({ ...options(), inputs: { mode: 'orphan' } })
  expect(result.exitCode).toBe(3)
})

test.skipIf(process.platform === 'win32')(
  'a program that left the process group of its action ends too, and is named if the action should have ended it',
  async () => {
    const left = await runAction({ ...options(), inputs: { mode: 'daemon' } })
    expect(left).toMatchObject({ exitCode: 3, outlivedBy: [expect.stringContaining('sleep 3601')] })
    const signal = { name: 'SIGKILL', when: 'ready' } as const
    const killed = await runAction({ ...options(), inputs: { mode: 'daemon and wait' }, signal })
    expect(killed).toMatchObject({ signal: 'SIGKILL', outlivedBy: [] })
    const pids = [left, killed].map(({ outputs }) => Number(outputs.daemon))
    expect(pids).toEqual([expect.any(Number), expect.any(Number)])
    await expect.poll(() => pids.filter(isRunning), { timeout: 240_000 }).toEqual([])
  },
)

test('an expression that cannot be evaluated is an error, not an empty input', async () => {
  await writeFile(
    join(bundle, 'action.yml'),
    'inputs: { x: { default: "${{ secrets.A }}" } }\nruns: { main: index.js }',
  )
  await expect(runAction(options())).rejects.toThrow('secrets.A')
  await writeFile(join(bundle, 'action.yml'), manifest)
})
