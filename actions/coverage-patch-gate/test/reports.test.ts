import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { counts, lcov } from './lcov.ts'
import { openChange, openProject } from './project.ts'
import { green, red, setScene } from './scene.ts'

const { judge } = setScene()
const before = 'export const a = () => 1\n'
const after = `${before}export const b = () => 2\n`
const covered = lcov({ 'src/a.js': counts('11') })

async function open(report: string | undefined, change: Record<string, string> = { 'src/a.js': after }) {
  const project = await openProject({ 'src/a.js': before })
  const opened = await openChange(project, change)
  if (report !== undefined) await project.write({ 'coverage/lcov.info': report })
  return { project, opened }
}

describe('a report that proves nothing fails the run', () => {
  it.each([
    ['that is not there', undefined, 'report-missing'],
    ['without a record', '', 'report-empty'],
    ['of another format', '<?xml version="1.0"?><coverage line-rate="1"/>', 'report-unreadable'],
    ['about what was built', lcov({ 'dist/a.js': counts('11') }), 'report-foreign'],
    ['of a longer version of the file', lcov({ 'src/a.js': counts('111') }), 'report-stale'],
  ])('%s', async (_, report, reason) => {
    const { project, opened } = await open(report)
    const ran = await judge(project, opened)
    expect(ran).toMatchObject({ ...red, reason })
    expect(ran.annotations[0]?.message.split('\n')[1]).toMatch(/\w/)
  })

  it('of deno about a JavaScript file, and the message says why', async () => {
    const { project, opened } = await open(lcov({ 'src/a.js': counts('111') }))
    const { annotations } = await judge(project, opened)
    expect(annotations[0]?.message.split('\n')[1]).toContain('deno counts one line too many')
  })

  it('that the change itself brings along', async () => {
    const { project, opened } = await open(undefined, { 'src/a.js': after, 'coverage/lcov.info': covered })
    expect(await judge(project, opened)).toMatchObject({ ...red, reason: 'report-stale' })
  })

  it('that was committed long ago, until the tests of this run write it', async () => {
    const project = await openProject({ 'src/a.js': before, 'old/lcov.info': covered })
    const opened = await openChange(project, { 'src/a.js': after })
    const inputs = { coverage: 'old/lcov.info' }
    const ran = await judge(project, opened, { inputs })
    expect(ran).toMatchObject({ ...red, reason: 'report-stale' })
    expect(ran.messages).toContain('old/lcov.info has the content of the commit')
    await project.write({ 'old/lcov.info': lcov({ 'src/a.js': counts('21') }) })
    expect(await judge(project, opened, { inputs })).toMatchObject(green)
  })

  it('because the folder of an optional one is misspelt', async () => {
    const { project, opened } = await open(covered, { 'src/a.js': after, 'api/main.go': 'package main\n' })
    const inputs = { coverage: 'coverage/lcov.info\nreports/api.info=Api optional' }
    expect(await judge(project, opened, { inputs })).toMatchObject({ ...red, reason: 'report-missing' })
  })

  it.each(['src/a.js/lcov.info', `coverage/${'a'.repeat(300)}`])(
    'at a path that no file can have: %s',
    async (coverage) => {
      const { project, opened } = await open(covered)
      expect(await judge(project, opened, { inputs: { coverage } })).toMatchObject({
        ...red,
        reason: 'report-missing',
      })
    },
  )

  it('because one of several is missing', async () => {
    const { project, opened } = await open(covered)
    const ran = await judge(project, opened, { inputs: { 'expected-reports': '2' } })
    expect(ran).toMatchObject({ ...red, reason: 'report-missing' })
  })
})

describe('needs', () => {
  const needs = (result: string) => ({ needs: JSON.stringify({ test: { result, outputs: {} } }) })

  it.each([
    ['failure', { ...red, reason: 'tests-not-green' }],
    ['cancelled', { ...red, reason: 'tests-not-green' }],
    ['success', green],
    ['skipped', green],
  ])('a job that ends with %s is judged so, whatever its report says', async (result, expected) => {
    const { project, opened } = await open(covered)
    expect(await judge(project, opened, { inputs: needs(result) })).toMatchObject(expected)
  })
})

it('a checkout that was edited after the commit is not what the tests should have run on', async () => {
  const { project, opened } = await open(covered)
  await project.write({ 'src/a.js': `${after}// edited\n` })
  expect(await judge(project, opened)).toMatchObject({ ...red, reason: 'tree-dirty' })
})

it('an optional report may be missing if its folder is not touched, and the summary says so', async () => {
  const { project, opened } = await open(covered)
  const inputs = { coverage: 'coverage/lcov.info\nweb/lcov.info=web optional', 'expected-reports': '2' }
  const ran = await judge(project, opened, { inputs: { ...inputs, 'project-threshold': '99' } })
  expect(ran).toMatchObject(green)
  expect(ran.summary).toContain('web was not measured')
  expect(ran.outputs).not.toHaveProperty('project-coverage')
  const touched = await open(covered, { 'src/a.js': after, 'web/x.js': 'x()\n' })
  expect(await judge(touched.project, touched.opened, { inputs })).toMatchObject({
    ...red,
    reason: 'report-missing',
  })
})

it('the project has a threshold of its own', async () => {
  const { project, opened } = await open(lcov({ 'src/a.js': counts('01') }))
  const ran = await judge(project, opened, { inputs: { 'project-threshold': '60' } })
  expect(ran).toMatchObject({ ...red, reason: 'project-uncovered', outputs: { 'project-coverage': '50' } })
})

describe('files', () => {
  it('hold what the run found, and their schema says what is in them', async () => {
    const { project, opened } = await open(lcov({ 'src/a.js': counts('10') }))
    const inputs = { 'badge-path': 'badges/coverage.svg', 'trend-path': 'badges/trend.json' }
    const ran = await judge(project, opened, { inputs, environment: { RUNNER_TEMP: project.folder } })
    expect(ran).toMatchObject({ ...red, outputs: { 'badge-path': 'badges/coverage.svg' } })
    const report = JSON.parse(await readFile(ran.outputs['report-path'] ?? '', 'utf8'))
    expect(report).toMatchObject({
      verdict: 'fail',
      patch: { covered: 0, total: 1 },
      files: [
        {
          path: 'src/a.js',
          lines: [
            { line: 2, result: 'missed', count: 0, report: 'coverage/lcov.info', hunk: '@@ -1,0 +2,1 @@' },
          ],
        },
      ],
    })
    expect(await readFile(`${project.folder}/badges/coverage.svg`, 'utf8')).toContain(
      'coverage 50%, patch 0%',
    )
    const trend = JSON.parse(await readFile(`${project.folder}/badges/trend.json`, 'utf8'))
    expect(trend.entries).toEqual([
      expect.objectContaining({ patch: { covered: 0, total: 1 }, project: { covered: 1, total: 2 } }),
    ])
  })

  it('are not written in a dry run, which says what it would write', async () => {
    const { project, opened } = await open(covered)
    const ran = await judge(project, opened, { inputs: { 'badge-path': 'b.svg', 'dry-run': 'true' } })
    expect(ran).toMatchObject(green)
    expect(ran.outputs).not.toHaveProperty('badge-path')
    expect(ran.stdout).toContain('would write (dry run): the badge b.svg')
    await expect(readFile(`${project.folder}/b.svg`)).rejects.toThrow('ENOENT')
  })

  it('are not written where a symlink of the change leads', async () => {
    const { project, opened } = await open(covered)
    await project.git('config', 'core.symlinks', 'true')
    const { symlink } = await import('node:fs/promises')
    await symlink('/tmp', `${project.folder}/out`)
    const ran = await judge(project, opened, { inputs: { 'badge-path': 'out/coverage-badge-of-a-test.svg' } })
    expect(ran).toMatchObject({ ...red, reason: 'file-not-written' })
  })

  it('of another kind are not overwritten with a trend', async () => {
    const { project, opened } = await open(covered)
    await project.write({ 'notes.json': '{}' })
    const ran = await judge(project, opened, { inputs: { 'trend-path': 'notes.json' } })
    expect(ran).toMatchObject({ ...red, reason: 'trend-invalid' })
    expect(await readFile(`${project.folder}/notes.json`, 'utf8')).toBe('{}')
  })
})

it('a name with markup, tabs or bytes that are not text changes nothing in the page or the verdict', async () => {
  const project = await openProject({ 'a.js': before })
  const hostile = 'src/<img src=x>|`@team`\t[x](y)%0A::error::.js'
  const opened = await openChange(project, { [hostile]: 'export const a = () => 1\n' })
  await project.write({ 'coverage/lcov.info': lcov({ 'a.js': counts('1'), [hostile]: counts('0') }) })
  const ran = await judge(project, opened)
  expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
  expect(ran.json('uncovered')).toEqual([{ path: hostile, ranges: [[1, 1]] }])
  expect(ran.summary).not.toMatch(/<img|@team/)
})

it('a badge is not written to where git keeps the repository', async () => {
  const { project, opened } = await open(covered)
  const ran = await judge(project, opened, { inputs: { 'badge-path': '.git/config' } })
  expect(ran).toMatchObject({ ...red, reason: 'file-not-written' })
  expect(await readFile(`${project.folder}/.git/config`, 'utf8')).not.toContain('<svg')
})

it('a temporary folder that does not exist yet is made', async () => {
  const { project, opened } = await open(covered)
  const environment = { RUNNER_TEMP: `${project.folder}/not/yet` }
  expect(await judge(project, opened, { environment })).toMatchObject(green)
})

it('the search for reports writes nothing to stdout by itself', async () => {
  const { project, opened } = await open(covered)
  const ran = await judge(project, opened, { inputs: { coverage: '**/lcov.info' } })
  expect(ran).toMatchObject(green)
  expect(ran.stdout).not.toMatch(/Search path|SymbolicLinks|Descendants/)
})
