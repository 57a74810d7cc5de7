import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGitHub } from '@suite/testkit/github'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureTool } from '../../scripts/tools/ensure-tool.ts'
import { runWorkflow } from './run-workflow.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''

const legs = Array.from({ length: 16 }, (_, at) => at + 1)
const workflow = `name: w
on: push
jobs:
  failing:
    strategy: { fail-fast: false, matrix: { leg: [${legs}] } }
    runs-on: ubuntu-24.04
    steps:
      - run: |
          seq 100
          echo "this is why leg \${{ matrix.leg }} failed"
          exit 1
`

describe.skipIf(skipped !== '')(`act${skipped}`, () => {
  test('shows the last line that a failing step prints, which is the message', async () => {
    if ('missing' in act) throw new Error(act.missing)
    const folder = await mkdtemp(join(tmpdir(), 'act-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'w.yml')
    await writeFile(path, workflow)
    const github = await startGitHub()
    onTestFinished(() => github.close())
    const repository = await github.createRepository('acme/shop')
    const after = await repository.commit({ branch: 'main', files: { 'README.md': '# Shop\n' } })
    const { exitCode, printed } = await runWorkflow({
      act: act.path,
      workflow: path,
      on: await repository.trigger.push({ branch: 'main', before: null, after }),
      forge: github.forge,
      token: github.token({ permissions: { contents: 'read' } }),
      repositories: {},
      node: process.execPath,
    })
    expect(exitCode).toBe(1)
    const shown = legs.filter((leg) => new RegExp(`\\| this is why leg ${leg} failed$`, 'm').test(printed))
    expect(shown, printed).toEqual(legs)
  })
})
