import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countsOf, readTexts, untakenOf } from '../../test/reports.ts'

const samples = join(import.meta.dirname, '../../test/samples')
const sample = (path: string) => readFileSync(join(samples, path))

/** Lines as a person writes them: `3-5 9`. */
function lines(text: string): number[] {
  return text.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

interface Expected {
  readonly path: string
  readonly hit: string
  readonly missed: string
  readonly untaken?: string
  /** Files that the report mentions too, with their missed lines. */
  readonly others?: Readonly<Record<string, string>>
  readonly totals: readonly [covered: number, total: number]
}

const tables: Readonly<Record<string, Expected>> = {
  'bun/lcov.info': {
    path: 'src/price.ts',
    hit: '2-3 5-6 10 22-28',
    missed: '4 13-14 30-31',
    totals: [12, 17],
  },
  'c8/lcov.info': {
    path: 'src/price.js',
    hit: '1-3 6-25 28',
    missed: '4-5 26-27',
    untaken: '3',
    others: { 'src/untested.js': '1-3' },
    totals: [24, 31],
  },
  'deno/lcov.info': {
    path: 'src/price.ts',
    hit: '2-3 5-8 10 22-26 28-29 33',
    missed: '4 30-32',
    untaken: '3',
    totals: [15, 19],
  },
  'gcovr/lcov.info': {
    path: 'src/price.c',
    hit: '4 6 10 18 20 22',
    missed: '7',
    untaken: '6',
    totals: [6, 7],
  },
  'geninfo/lcov.info': {
    path: 'src/price.c',
    hit: '4 6 10 18 20 22',
    missed: '7',
    untaken: '6',
    totals: [6, 7],
  },
  'go-gcov2lcov/lcov.info': { path: 'price/price.go', hit: '5-6 10', missed: '7-8 13-17', totals: [3, 10] },
  'jest-babel/lcov.info': {
    path: 'src/price.cjs',
    hit: '3 7 10 29',
    missed: '4 14 18 20 23 26',
    untaken: '3 10',
    others: { 'src/untested.cjs': '1' },
    totals: [4, 11],
  },
  'jest-v8/lcov.info': {
    path: 'src/price.cjs',
    hit: '1-3 6-19 25 28-29',
    missed: '4-5 20-24 26-27',
    untaken: '3 18',
    others: { 'src/untested.cjs': '1' },
    totals: [20, 30],
  },
  'llvm-cov/lcov.info': {
    path: 'src/price.c',
    hit: '5-6 10-11 19-23',
    missed: '7-8 14-16',
    untaken: '6',
    totals: [9, 14],
  },
  'node-test/lcov.info': {
    path: 'src/price.js',
    hit: '1-3 6-13 16-25 28',
    missed: '4-5 14-15 26-27',
    untaken: '3',
    totals: [22, 28],
  },
  'pytest-cov/branch.info': {
    path: 'shop/price.py',
    hit: '4 9 12 15',
    missed: '10 16',
    untaken: '9',
    others: { 'shop/untested.py': '1-2' },
    totals: [4, 8],
  },
  'pytest-cov/lines.info': {
    path: 'shop/price.py',
    hit: '4 9 12 15',
    missed: '10 16',
    others: { 'shop/untested.py': '1-2' },
    totals: [4, 8],
  },
  'vitest-istanbul/lcov.info': {
    path: 'src/price.js',
    hit: '3 7 10 18 20 23',
    missed: '4 14 26',
    untaken: '3 10',
    others: { 'src/untested.js': '2' },
    totals: [6, 10],
  },
  'vitest-v8/lcov.info': {
    path: 'src/price.js',
    hit: '3 7 10 18 20 23',
    missed: '4 26',
    untaken: '3 10',
    others: { 'src/untested.js': '2' },
    totals: [6, 9],
  },
}

describe('a real report means what its tool says', () => {
  test.each(Object.entries(tables))(
    '%s',
    async (file, { path, hit, missed, untaken, others = {}, totals }) => {
      const tracked = [path, 'shop/__init__.py', ...Object.keys(others)]
      const coverage = await readTexts({ 'lcov.info': sample(file) }, { tracked })
      expect([coverage.problems, coverage.warnings]).toEqual([[], []])
      const counts = Object.entries(countsOf(coverage, path))
      expect(counts.filter(([, count]) => count > 0).map(([line]) => Number(line))).toEqual(lines(hit))
      expect(counts.filter(([, count]) => count === 0).map(([line]) => Number(line))).toEqual(lines(missed))
      expect(untakenOf(coverage, path)).toEqual(untaken === undefined ? [] : lines(untaken))
      for (const [other, unrun] of Object.entries(others))
        expect(countsOf(coverage, other)).toEqual(Object.fromEntries(lines(unrun).map((line) => [line, 0])))
      expect(coverage.totals).toEqual({ covered: totals[0], total: totals[1] })
      const [seen] = coverage.reports
      expect(seen?.mapped).toBe(seen?.records)
    },
  )
})

describe('two packages of a monorepo report the same relative path', () => {
  const tracked = ['api/src/price.js', 'frontend/src/price.js']
  const texts = {
    'coverage-api/lcov.info': sample('vitest-monorepo/coverage-api/lcov.info'),
    'coverage-frontend/lcov.info': sample('vitest-monorepo/coverage-frontend/lcov.info'),
  }

  test('with its folder, each report counts for its own package', async () => {
    for (const [folder, missed] of [
      ['api', [4, 26]],
      ['frontend', [7, 26]],
    ] as const) {
      const name = `coverage-${folder}/lcov.info` as const
      const coverage = await readTexts({ [name]: texts[name] }, { tracked, folder })
      expect([...coverage.files.keys()]).toEqual([`${folder}/src/price.js`])
      const counts = countsOf(coverage, `${folder}/src/price.js`)
      expect(
        Object.keys(counts)
          .filter((line) => counts[Number(line)] === 0)
          .map(Number),
      ).toEqual([...missed])
    }
  })

  test('without its folder, neither is guessed, and the message proposes the folders', async () => {
    const { problems, files } = await readTexts(texts, { tracked })
    expect(files.size).toBe(0)
    expect(problems.map(({ reason }) => reason)).toEqual(['report-foreign', 'report-foreign'])
    expect(problems[0]?.fix).toContain('`coverage-api/lcov.info=api` or `coverage-api/lcov.info=frontend`')
  })

  test('a report in the folder of its package needs no folder', async () => {
    const coverage = await readTexts(
      { 'api/coverage/lcov.info': texts['coverage-api/lcov.info'] },
      { tracked: [...tracked, 'src/price.js'] },
    )
    expect([...coverage.files.keys()]).toEqual(['api/src/price.js'])
    expect(coverage.reports).toMatchObject([{ folder: 'api', records: 1, mapped: 1 }])
  })
})
