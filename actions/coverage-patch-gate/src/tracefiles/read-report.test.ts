import { expect, test } from 'vitest'
import { checkoutRoot, countsOf, readTexts } from '../../test/reports.ts'

const report = (...paths: string[]) => paths.map((path) => `SF:${path}\nDA:1,1\nend_of_record\n`).join('')

test('the folder of a report is the nearest one below which all its paths are', async () => {
  const tracked = ['api/src/a.ts', 'src/a.ts', 'src/b.ts']
  const nearest = await readTexts({ 'api/cov/lcov.info': report('src/a.ts') }, { tracked })
  expect([...nearest.files.keys()]).toEqual(['api/src/a.ts'])
  const root = await readTexts({ 'api/cov/lcov.info': report('src/a.ts', 'src/b.ts') }, { tracked })
  expect([...root.files.keys()]).toEqual(['src/a.ts', 'src/b.ts'])
})

test('generated files of a report do not move its folder', async () => {
  const coverage = await readTexts(
    { 'api/lcov.info': report('dist/x.js', 'src/a.ts', '/usr/include/stdio.h') },
    { tracked: ['api/src/a.ts', 'web/src/a.ts'] },
  )
  expect(coverage.reports).toEqual([{ path: 'api/lcov.info', folder: 'api', records: 3, mapped: 1 }])
  expect([...coverage.extensions].toSorted()).toEqual(['.h', '.js', '.ts'])
  expect(coverage.problems).toEqual([])
})

test('a report about a build proves nothing about the sources', async () => {
  const { problems, files } = await readTexts(
    { 'lcov.info': report(`${checkoutRoot}/dist/src/a.ts`) },
    { tracked: ['src/a.ts'] },
  )
  expect(files.size).toBe(0)
  expect(problems).toMatchObject([{ reason: 'report-foreign', where: 'lcov.info' }])
  expect(problems[0]?.what).toContain('dist/src/a.ts')
})

test('a path that could be one of two files fails the run only if one of them is changed', async () => {
  const texts = { 'lcov.info': report('/app/src/a.ts') }
  const tracked = ['api/src/a.ts', 'web/src/a.ts', 'other.ts']
  const { problems } = await readTexts(texts, { tracked, changed: ['web/src/a.ts'] })
  expect(problems).toMatchObject([{ reason: 'path-ambiguous', where: 'lcov.info' }])
  expect(problems[0]?.fix).toContain('`/app=api`')
  const unchanged = await readTexts(texts, { tracked, changed: ['other.ts'] })
  expect([unchanged.problems, unchanged.totals]).toEqual([[], { covered: 0, total: 0 }])
  expect(unchanged.warnings).toEqual([expect.stringContaining('could be one of several')])
  const mapped = await readTexts(texts, { tracked, pathMap: { '/app': 'api' } })
  expect([...mapped.files.keys()]).toEqual(['api/src/a.ts'])
})

test.each([
  ['a relative path', 'src/new.ts', '`lcov.info=web`'],
  ['an absolute path with too short an ending', '/app/root.ts', '`/app=.`'],
])(
  '%s that seems to be a changed file, but is not in the tree, is a warning with its fix',
  async (_, path, fix) => {
    const { warnings, files } = await readTexts(
      { 'lcov.info': report('known.ts', path) },
      { tracked: ['known.ts', 'web/src/new.ts', 'root.ts'] },
    )
    expect([...files.keys()]).toEqual(['known.ts'])
    expect(warnings).toEqual([expect.stringContaining(fix)])
  },
)

test('a path that is written in two ways is one file', async () => {
  const coverage = await readTexts(
    { 'lcov.info': report('src/a.ts', './src/a.ts', `${checkoutRoot}/src/a.ts`) },
    { tracked: ['src/a.ts'] },
  )
  expect(countsOf(coverage, 'src/a.ts')).toEqual({ 1: 3 })
  expect(coverage.totals).toEqual({ covered: 1, total: 1 })
  expect(coverage.files.get('src/a.ts')?.reports).toEqual(['lcov.info'])
})

test('lines far beyond the size of any file are kept apart, and do not disturb the others', async () => {
  const lines = Array.from({ length: 2_000 }, (_, index) => `DA:${(index + 1) * 1_000_003},${index % 2}`)
  const near = Array.from({ length: 3_000 }, (_, index) => `DA:${3_000 - index},1`)
  const text = ['SF:a.ts', ...lines, ...near, 'end_of_record', ''].join('\n')
  const twice = await readTexts({ 'a.info': text, 'b.info': text }, { tracked: ['a.ts'] })
  const file = twice.files.get('a.ts')
  expect([file?.last, file?.count(2_000_006), file?.count(1_000_003), file?.count(3_000)]).toEqual([
    2_000_006_000, 2, 0, 2,
  ])
  expect(twice.totals).toEqual({ covered: 4_000, total: 5_000 })
})

test('a report with more lines than any file has is a problem, not the end of the memory', async () => {
  const lines = Array.from({ length: 300_000 }, (_, index) => `DA:${(index + 1) * 1_000},1`)
  const text = ['SF:a.ts', ...lines, 'end_of_record', ''].join('\n')
  const { problems } = await readTexts({ 'a.info': text }, { tracked: ['a.ts'] })
  expect(problems).toMatchObject([{ reason: 'report-unreadable' }])
})
