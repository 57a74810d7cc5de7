import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { node20 } from '@suite/testkit/core'
import { deno } from '@suite/testkit/deno'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { projectIn, worker } from './act/pull-files.ts'
import { runTemplate } from './act/run-template.ts'
import type { WorkflowResult } from './act/run-workflow.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const missing = ['missing' in act ? act.missing : '', 'missing' in deno ? deno.missing : ''].filter(Boolean)
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''

const { folder, published } = stageSuite(['ci'])
const to = () => ({ suite: published(), folder: folder() })

const projects = { ...projectIn('frontend', 'node -e 0'), ...projectIn('api', 'node -e 0'), ...worker }
const tasks = { ci: 'deno test tool', coverage: 'deno test --clean --coverage tool' }
const program = {
  'deno.json': JSON.stringify({ tasks }),
  'deno.lock': '{\n  "version": "5"\n}\n',
  'tool/sum.ts': 'export const sum = (a: number, b: number) => a + b\n',
  'tool/sum_test.ts': `import { sum } from './sum.ts'
Deno.test('adds', () => {
  if (sum(1, 2) !== 3) throw new Error('wrong')
})
`,
}

const endsOf = ({ jobs }: WorkflowResult) =>
  Object.fromEntries(Object.entries(jobs).map(([name, { succeeded }]) => [name, succeeded]))

describe.skipIf(skipped !== '')(`ci under act${skipped}`, () => {
  test('every job runs on main, and the coverage of the commit is on the branch coverage-trend', async () => {
    if ('missing' in deno) throw new Error(deno.missing)
    const github = await startGitHub()
    onTestFinished(() => github.close())
    const repository = await github.createRepository('acme/shop')
    const files = { ...projects, ...program }
    const before = await repository.commit({ branch: 'main', files: { 'README.md': '# Shop\n' } })
    const after = await repository.commit({ branch: 'main', files })
    const result = await runTemplate(
      'ci',
      {
        on: await repository.trigger.push({ branch: 'main', before, after }),
        forge: github.forge,
        token: github.token({ permissions: { contents: 'write' } }),
        node: process.execPath,
        variables: { COVERAGE: 'true', DENO_CHECKS: 'true' },
        environment: { DENO_DIR: join(folder(), 'deno'), DENO_NO_UPDATE_CHECK: '1' },
      },
      to(),
      {
        files,
        checkout: { inJob: 'deno', from: repository.folder },
        surroundings: { deno: deno.program },
      },
    )
    const names = ['api', 'frontend', 'deno', 'coverage', 'coverage-trend']
    expect(endsOf(result), result.printed).toEqual(
      Object.fromEntries(names.map((name) => [`${name} (main)`, true])),
    )
    expect(result.exitCode).toBe(0)
    const show = ['-C', repository.folder, 'show', 'coverage-trend:trend.json']
    expect((await promisify(execFile)('git', show)).stdout).toContain(after)
  })

  test('with coverage, a runner of Gitea without artifacts between jobs fails every job', async () => {
    const gitea = await startGitea()
    onTestFinished(() => gitea.close())
    const repository = await gitea.createRepository('acme/shop')
    await repository.commit({ branch: 'main', files: projects })
    const pull = await repository.openPullRequest({ files: { 'api/README.md': '# API\n' } })
    const result = await runTemplate(
      'ci',
      {
        on: await repository.trigger.pullRequest(pull.number, 'synchronized'),
        forge: gitea.forge,
        token: gitea.token({ permissions: { contents: 'read' } }),
        node: node20,
        variables: { COVERAGE: 'true' },
      },
      to(),
      { files: projects, surroundings: { noArtifacts: true } },
    )
    expect(endsOf(result), result.printed).toEqual({
      'api (main)': false,
      'frontend (main)': false,
      'coverage (main)': false,
    })
    expect(result.exitCode).toBe(1)
  })
})
