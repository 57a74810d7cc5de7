import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../../scripts/actions.ts'
import { killTree } from './kill-tree.ts'

test('a test that times out ends what it started, so that the next one does not fail because of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lifetime-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const report = join(folder, 'report.json')
  const config = 'test/lifetime/fixtures/vitest.config.ts'
  const args = ['run', '--config', config, '--reporter=json', `--outputFile=${report}`]
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, ...args], { cwd: root, stdio: 'ignore' })
  expect(await once(child, 'close')).toEqual([1, null])
  const [file] = JSON.parse(await readFile(report, 'utf8')).testResults
  expect(file.assertionResults.map(({ status }: { status: string }) => status)).toEqual([
    'failed',
    'passed',
    'passed',
  ])
})

test.runIf(process.platform === 'linux')('the descendants of a program are killed with it', async () => {
  const deaf = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1_000); console.log("up")'
  const start = `
    const { spawn } = require('child_process')
    spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'inherit', detached: true })
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['-e', start], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const closed = once(child, 'close')
  killTree(Number(child.pid))
  // The pipe closes when both processes have ended.
  expect(await closed).toEqual([null, 'SIGKILL'])
})
