import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CoverageLine } from '../coverage-line.ts'
import { findMissingReports, readsTotals } from './expected-reports.ts'
import { type FoundReport, findReports } from './find.ts'
import { readReports } from './read-reports.ts'
import { createReportFiles } from './report-files.ts'
import { foldersAbove } from './report-folder.ts'

const record = 'SF:src/a.ts\nDA:1,1\nend_of_record\n'

async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'reports-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

const line = (glob: string, folder?: string, optional = false): CoverageLine => ({ glob, folder, optional })
const find = (workspace: string, ...lines: CoverageLine[]) => findReports(createReportFiles(workspace), lines)
const shown = ({ reports }: { reports: readonly FoundReport[] }) => reports.map((report) => report.shown)

describe('the lines of coverage find', () => {
  test.each([
    ['a file', 'coverage/lcov.info', ['coverage/lcov.info']],
    ['a file with ./ before it', './coverage/lcov.info', ['coverage/lcov.info']],
    ['files of a folder', 'reports/*.info', ['reports/a.info', 'reports/b.info']],
    ['files at any depth', '**/lcov.info', ['coverage/lcov.info', 'deep/er/lcov.info']],
    ['hidden folders', '.cov/*', ['.cov/x.info']],
  ])('%s', async (_, glob, paths) => {
    const workspace = await folderWith(
      Object.fromEntries(
        ['coverage/lcov.info', 'reports/b.info', 'reports/a.info', 'deep/er/lcov.info', '.cov/x.info'].map(
          (path) => [path, record],
        ),
      ),
    )
    const found = await find(workspace, line(glob))
    expect(shown(found)).toEqual(paths)
    expect(found.problems).toEqual([])
    expect(found.reports[0]?.bytes).toBe(record.length)
  })

  test('reports in a workspace whose name looks like a glob', async () => {
    const folder = await folderWith({ 'shop [1]*?/lcov.info': record, 'shop 1/lcov.info': record })
    expect(shown(await find(join(folder, 'shop [1]*?'), line('*.info')))).toEqual(['lcov.info'])
  })

  test('reports outside of the workspace, if the glob says so', async () => {
    const [workspace, other] = [await folderWith({}), await folderWith({ 'a.info': record })]
    expect(shown(await find(workspace, line(`${other}/*.info`)))).toEqual([`${other}/a.info`])
  })

  test('no report that a dependency ships, unless the glob names its folder', async () => {
    const workspace = await folderWith({ 'lcov.info': record, 'node_modules/dep/lcov.info': record })
    expect(shown(await find(workspace, line('**/lcov.info')))).toEqual(['lcov.info'])
    const named = await find(workspace, line('node_modules/dep/*.info'))
    expect(shown(named)).toEqual(['node_modules/dep/lcov.info'])
  })

  test('a report that two lines with the same folder match, once', async () => {
    const workspace = await folderWith({ 'a/lcov.info': record })
    const found = await find(workspace, line('a/lcov.info', 'a'), line('**/*.info', 'a'))
    expect([shown(found), found.problems]).toEqual([['a/lcov.info'], []])
  })
})

describe('a run fails if', () => {
  test('two lines match a report with different folders', async () => {
    const workspace = await folderWith({ 'a/lcov.info': record })
    const { problems } = await find(workspace, line('a/lcov.info', 'a'), line('**/*.info'))
    expect(problems).toMatchObject([{ reason: 'path-ambiguous' }])
    expect(problems[0]?.what).toContain('a/lcov.info')
  })

  test.each([
    ['a line matches no file', 'none/*.info', 'an upload that was forgotten'],
    ['a line matches only a folder', 'a', ''],
    ['a line has braces', '{a,b}/lcov.info', ''],
  ])('%s', async (_, glob) => {
    const { problems } = await find(await folderWith({ 'a/lcov.info': record }), line(glob), line('a/*'))
    expect(problems).toMatchObject([{ reason: 'report-missing', where: glob }])
  })

  test('a symbolic link leaves the workspace, even on an optional line', async () => {
    const [workspace, other] = [await folderWith({}), await folderWith({ 'a.info': record })]
    await symlink(join(other, 'a.info'), join(workspace, 'link.info'))
    await symlink(other, join(workspace, 'folder'))
    await symlink(join(workspace, 'nothing'), join(workspace, 'broken.info'))
    for (const glob of ['link.info', 'folder/a.info', 'broken.info'])
      expect((await find(workspace, line(glob, undefined, true))).problems).toMatchObject([
        { reason: 'report-missing', fix: 'Give the path of the file itself.' },
      ])
    expect(shown(await find(workspace, line('**/a.info', undefined, true)))).toEqual([])
  })
})

test('a symbolic link within the workspace is a report', async () => {
  const workspace = await folderWith({ 'a.info': record })
  await symlink('a.info', join(workspace, 'link.info'))
  expect(shown(await find(workspace, line('link.info')))).toEqual(['link.info'])
})

test('reports on disk are read, compressed or not, and a report that is gone is a problem', async () => {
  const large = record.repeat(100_000)
  const workspace = await folderWith({ 'a.info': large, 'b.info.gz': gzipSync(large) })
  const files = createReportFiles(workspace)
  const { reports } = await findReports(files, [line('*')])
  const pieces: string[] = []
  const scope = {
    roots: [workspace],
    tracked: ['src/a.ts'],
    changed: new Set(['src/a.ts']),
    pathMap: new Map(),
  }
  const coverage = await readReports(files, reports, {
    ...scope,
    totals: false,
    progress: ({ shown: path }) => pieces.push(path),
  })
  expect(coverage.files.get('src/a.ts')?.count(1)).toBe(200_000)
  expect(new Set(pieces)).toEqual(new Set(['a.info', 'b.info.gz']))
  await rm(join(workspace, 'a.info'))
  const again = await readReports(files, reports, { ...scope, totals: false })
  expect(again.problems).toMatchObject([{ reason: 'report-unreadable', where: 'a.info' }])
})

test('a run that is stopped stops reading', async () => {
  const workspace = await folderWith({ 'a.info': record })
  const files = createReportFiles(workspace)
  const { reports } = await findReports(files, [line('*')])
  const reading = readReports(files, reports, {
    roots: [],
    tracked: [],
    changed: new Set(),
    pathMap: new Map(),
    totals: false,
    signal: AbortSignal.abort(new Error('stopped')),
  })
  await expect(reading).rejects.toThrow('stopped')
})

describe('expected-reports', () => {
  const tracked = ['api/a.ts', 'frontend/a.ts', 'src/a.ts']
  const report = (path: string) => ({ path, shown: path, bytes: 10, folder: undefined, glob: path })
  const missing = (
    names: readonly string[],
    unmatched: readonly CoverageLine[],
    changed: readonly string[],
    expected?: number,
  ) => findMissingReports({ reports: names.map(report), unmatched }, { changed, tracked }, expected)

  test('as many reports as expected, or more, are enough', () => {
    expect(missing(['a', 'b'], [], ['src/a.ts'], 2)).toEqual([])
    expect(missing(['a', 'b', 'c'], [], ['src/a.ts'], 2)).toEqual([])
    expect(missing([], [], ['src/a.ts'])).toEqual([])
  })

  test('fewer reports fail the run', () => {
    expect(missing(['a'], [], ['src/a.ts'], 2)).toMatchObject([{ reason: 'report-missing' }])
  })

  test('an optional line without a report is excused, and lowers the number, only if its folder is not changed', () => {
    const optional = line('api/lcov.info', 'api', true)
    expect(missing(['a'], [optional], ['frontend/a.ts', 'api-2/a.ts'], 2)).toEqual([])
    expect(missing([], [optional], ['frontend/a.ts'], 2)).toHaveLength(1)
    const demanded = missing(['a'], [optional], ['api/a.ts'], 2)
    expect(demanded.map(({ where }) => where)).toEqual(['api/lcov.info', '`expected-reports`'])
  })

  test('an optional line for the whole repository is never excused', () => {
    for (const folder of [undefined, ''])
      expect(missing(['a'], [line('x.info', folder, true)], ['src/a.ts'])).toHaveLength(1)
  })

  test('an optional line whose folder is written in another case excuses nothing: no change could demand it', () => {
    const problems = missing(['a'], [line('api.info', 'Api', true)], ['src/a.ts'])
    expect(problems).toMatchObject([{ reason: 'report-missing', fix: expect.stringContaining(' api.') }])
    expect(missing(['a'], [line('web.info', 'web', true)], ['src/a.ts'])).toEqual([])
  })

  test('an optional line is demanded if its folder itself changes, as a submodule does', () => {
    expect(missing(['a'], [line('x.info', 'vendor/lib', true)], ['vendor/lib'])).toHaveLength(1)
  })

  test('totals are read if asked for, or if the reports are small', () => {
    const reports = [{ ...report('a'), bytes: 40 * 1_048_576 }]
    expect(readsTotals(false, { reports })).toBe(true)
    expect(readsTotals(false, { reports: [...reports, ...reports] })).toBe(false)
    expect(readsTotals(true, { reports: [...reports, ...reports] })).toBe(true)
  })
})

test('relative paths may start in every folder above a report, and only at the root for a report elsewhere', () => {
  expect(foldersAbove('api/coverage/lcov.info')).toEqual(['api/coverage', 'api', ''])
  expect(foldersAbove('lcov.info')).toEqual([''])
  expect(['/tmp/x/lcov.info', 'C:\\x\\lcov.info', '../x/lcov.info'].map(foldersAbove)).toEqual([
    [''],
    [''],
    [''],
  ])
})
