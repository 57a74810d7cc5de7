import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionNames, contractOf, root } from '../scripts/actions.ts'
import { renderRuns } from '../scripts/generate/runs.ts'
import { forgeDifferences } from './act/forge-differences.ts'
import { forges, templateRuns } from './act/runs.ts'
import { templates } from './workflow-validation/templates.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('the table of runs has every template, and none that does not exist', () => {
  const names = [...templates.keys()].map((file) => file.replace(/\.yml$/, ''))
  expect(templateRuns.map(({ template }) => template).sort()).toEqual(names.sort())
})

test.each(templateRuns)('$template passes and fails on each forge, or the table says why not', (run) => {
  for (const forge of forges) if (run.shown[forge].length < 2) expect(run.notRun, forge).not.toEqual([])
  expect(Object.keys(templates.get(`${run.template}.yml`)?.workflow.jobs ?? {})).toContain(run.fails.job)
  // The file compares what it showed with the table.
  expect(read(run.file)).toContain(`expectRunsShown('${run.file}')`)
})

test('a template that act cannot run stays in the table', () => {
  const [run] = templateRuns
  if (run === undefined) throw new Error('there are no runs')
  const table = renderRuns([
    { ...run, shown: { GitHub: [], Gitea: ['passes'] }, notRun: ['act has no macOS.'] },
  ])
  expect(table).toContain(`| **not run** | passes |`)
  expect(table).toContain('act has no macOS.')
})

test.each(forgeDifferences.filter(({ shown }) => shown !== undefined))(
  'the test that the README names for $what exists',
  ({ shown }) => {
    const { file = '', title = '' } = shown ?? {}
    expect(existsSync(join(root, file)), file).toBe(true)
    expect(read(file)).toContain(title)
  },
)

test('no action posts a status, which a token on Gitea may only do with a permission to push', async () => {
  const contracts = await Promise.all(actionNames().map(contractOf))
  const scopes = contracts.flatMap(({ permissions }) => permissions.map(({ scope }) => scope))
  expect(scopes).toContain('contents')
  for (const posted of ['statuses', 'checks']) expect(scopes).not.toContain(posted)
})
