import { describe, expect, it } from 'vitest'
import { judgeWithReport, linesOf } from './full-report.ts'
import { type Files, openChange, openProject } from './project.ts'
import { readSample, readSampleRepository } from './samples.ts'
import { green, red, setScene } from './scene.ts'

const scene = setScene()

interface Lines {
  readonly covered: string
  readonly missed: string
  readonly unmeasured: string
}

interface Expected {
  readonly report?: string
  /** Lines of each file of code if the change adds it. */
  readonly files: Readonly<Record<string, Lines>>
  /** A line of the first file that the tests run, and one that they do not run. */
  readonly runs: number
  readonly misses: number
}

const samples: Readonly<Record<string, Expected>> = {
  bun: {
    files: {
      'src/price.ts': { covered: '2-3 5-6 10 22-26 28', missed: '4 13-14 30-31', unmeasured: '18-19' },
      'src/untested.ts': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  c8: {
    files: {
      'src/price.js': { covered: '2-3 7 10 13-14 17-21 23 25', missed: '4 26', unmeasured: '' },
      'src/untested.js': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  deno: {
    files: {
      'src/price.ts': { covered: '2-3 5-6 10 22-26 28', missed: '4 30-31', unmeasured: '13-14 18-19' },
      'src/untested.ts': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  gcovr: {
    files: { 'src/price.c': { covered: '4 6 10 18 20 22', missed: '7', unmeasured: '2 13 15 21' } },
    runs: 6,
    misses: 7,
  },
  geninfo: {
    files: { 'src/price.c': { covered: '4 6 10 18 20 22', missed: '7', unmeasured: '2 13 15 21' } },
    runs: 6,
    misses: 7,
  },
  'go-gcov2lcov': {
    files: { 'price/price.go': { covered: '5-6 10', missed: '7 13-15 17', unmeasured: '2' } },
    runs: 6,
    misses: 7,
  },
  'jest-babel': {
    files: {
      'src/price.cjs': { covered: '3 7 10 29', missed: '4 14 18 20 23 26', unmeasured: '2 13 17 19 21 25' },
      'src/untested.cjs': { covered: '', missed: '1', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  'jest-v8': {
    files: {
      'src/price.cjs': { covered: '2-3 7 10 13-14 17-19 25 29', missed: '4 20-21 23 26', unmeasured: '' },
      'src/untested.cjs': { covered: '', missed: '1', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  'llvm-cov': {
    files: { 'src/price.c': { covered: '6 10 20-22', missed: '7 15', unmeasured: '2 4 13 18' } },
    runs: 6,
    misses: 7,
  },
  'node-test': {
    files: {
      'src/price.js': { covered: '2-3 7 10 13 17-21 23 25', missed: '4 14 26', unmeasured: '' },
      'src/untested.js': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 3,
    misses: 4,
  },
  'pytest-cov with branches': {
    report: 'pytest-cov/branch.info',
    files: {
      'shop/price.py': { covered: '4 9 12 15', missed: '10 16', unmeasured: '17-19 23-24' },
      'shop/untested.py': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 9,
    misses: 10,
  },
  'pytest-cov': {
    report: 'pytest-cov/lines.info',
    files: {
      'shop/price.py': { covered: '4 9 12 15', missed: '10 16', unmeasured: '17-19 23-24' },
      'shop/untested.py': { covered: '', missed: '1-2', unmeasured: '' },
    },
    runs: 9,
    misses: 10,
  },
  'vitest-istanbul': {
    files: {
      'src/price.js': { covered: '3 7 10 18 20 23', missed: '4 14 26', unmeasured: '2 13 17 19 21 25' },
      'src/untested.js': { covered: '', missed: '2', unmeasured: '1' },
    },
    runs: 3,
    misses: 4,
  },
  'vitest-v8': {
    files: {
      'src/price.js': { covered: '3 7 10 18 20 23', missed: '4 26', unmeasured: '2 13-14 17 19 21 25' },
      'src/untested.js': { covered: '', missed: '2', unmeasured: '1' },
    },
    runs: 3,
    misses: 4,
  },
}

/** A change from one state of a repository to another, with a report about the latter. */
async function open(before: Files, after: Files, report: string, inputs: Record<string, string> = {}) {
  const project = await openProject(before)
  const opened = await openChange(project, after)
  await project.write({ 'coverage/lcov.info': report })
  return judgeWithReport(scene, project, opened, { inputs })
}

describe.each(Object.entries(samples))('a report of %s', (name, { report, files, runs, misses }) => {
  const folder = name.split(' ')[0] ?? ''
  const repository = readSampleRepository(folder)
  const text = readSample(report ?? `${folder}/lcov.info`)
  const [path = ''] = Object.keys(files)

  it('counts the code that a change adds, and nothing else', async () => {
    const ran = await open({ 'README.md': '# Shop\n' }, repository, text, { threshold: '100' })
    const results = ran.report.files
      .filter((file) => file.lines.length > 0)
      .map((file): [string, Lines] => [
        file.path,
        {
          covered: linesOf(ran.report, file.path, 'covered'),
          missed: linesOf(ran.report, file.path, 'missed'),
          unmeasured: linesOf(ran.report, file.path, 'unmeasured'),
        },
      ])
    expect(Object.fromEntries(results)).toEqual(files)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
  })

  /** The repository in which one line of the measured file was another one. */
  const before = (line: number) => {
    const lines = repository[path]?.split('\n') ?? []
    return { ...repository, [path]: lines.with(line - 1, `old(${line})`).join('\n') }
  }

  it('passes a change of a line that the tests run', async () => {
    expect(await open(before(runs), { [path]: repository[path] ?? '' }, text)).toMatchObject({
      ...green,
      reason: 'covered',
      outputs: { 'patch-covered': '1', 'patch-total': '1' },
    })
  })

  it('fails a change of a line that no test runs', async () => {
    const ran = await open(before(misses), { [path]: repository[path] ?? '' }, text)
    expect(ran).toMatchObject({ ...red, reason: 'uncovered', outputs: { 'patch-total': '1' } })
    expect(ran.json('uncovered')).toEqual([{ path, ranges: [[misses, misses]] }])
  })
})

describe.each([
  ['c8', 'src/price.js'],
  ['jest-v8', 'src/price.cjs'],
  ['node-test', 'src/price.js'],
])('%s counts comments as run', (sample, path) => {
  const repository = readSampleRepository(sample)
  const text = readSample(`${sample}/lcov.info`)
  const comments = 40

  it('but the ratio is the same with 40 comments more', async () => {
    const source = repository[path] ?? ''
    const plain = await open({ 'README.md': '# Shop\n' }, repository, text)
    const commented = { ...repository, [path]: `${'// Why.\n'.repeat(comments)}${source}` }
    const hits = Array.from({ length: comments }, (_, index) => `DA:${index + 1},1\n`).join('')
    const shifted = text.replace(/SF:[^\0]*?end_of_record/, (record) =>
      record
        .replace(/^DA:(\d+)/gm, (_, line) => `DA:${Number(line) + comments}`)
        .replace('end_of_record', `${hits}end_of_record`),
    )
    const ran = await open({ 'README.md': '# Shop\n' }, commented, shifted)
    const { 'patch-covered': covered, 'patch-total': total } = plain.outputs
    expect(ran).toMatchObject({ ...red, outputs: { 'patch-covered': covered, 'patch-total': total } })
    expect(ran.report.files.flatMap(({ lines }) => lines).filter(({ line }) => line <= comments)).toEqual(
      plain.report.files.filter((file) => file.path !== path).flatMap(({ lines }) => lines),
    )
  })

  it('so a change of comments alone is not called covered', async () => {
    const lines = repository[path]?.split('\n') ?? []
    const before = { ...repository, [path]: lines.with(0, '// An old comment.').join('\n') }
    expect(await open(before, { [path]: repository[path] ?? '' }, text)).toMatchObject({
      exitCode: 0,
      reason: 'nothing-executable',
      outputs: { 'patch-total': '0' },
    })
  })
})

describe('two packages that report the same relative path', () => {
  const repository = readSampleRepository('vitest-monorepo')
  const reports = {
    'coverage-api/lcov.info': readSample('vitest-monorepo/coverage-api/lcov.info'),
    'coverage-frontend/lcov.info': readSample('vitest-monorepo/coverage-frontend/lcov.info'),
  }
  async function judgeBoth(coverage: string) {
    const project = await openProject({ 'README.md': '# Shop\n' })
    const opened = await openChange(project, repository)
    await project.write(reports)
    return { project, opened, inputs: { coverage, threshold: '100' } }
  }

  it('are both judged, each by its own report', async () => {
    const { project, opened, inputs } = await judgeBoth(
      'coverage-api/lcov.info=api\ncoverage-frontend/lcov.info=frontend',
    )
    const ran = await judgeWithReport(scene, project, opened, { inputs })
    expect(ran).toMatchObject({ ...red, reason: 'uncovered' })
    expect(ran.json('uncovered')).toEqual([
      { path: 'api/src/price.js', ranges: [[4, 4], [26, 26]] }, // biome-ignore format: two ranges
      { path: 'frontend/src/price.js', ranges: [[7, 7], [26, 26]] }, // biome-ignore format: two ranges
    ])
  })

  it('are not guessed without their folders, and the message proposes these', async () => {
    const { project, opened, inputs } = await judgeBoth('coverage-*/lcov.info')
    const ran = await scene.judge(project, opened, { inputs })
    expect(ran).toMatchObject({ ...red, reason: 'report-foreign' })
    expect(ran.messages).toContain('`coverage-api/lcov.info=api` or `coverage-api/lcov.info=frontend`')
  })
})

describe.each(['deno', 'geninfo', 'gcovr', 'llvm-cov', 'go-gcov2lcov'])(
  'absolute paths of another machine, as %s writes them',
  (sample) => {
    const repository = readSampleRepository(sample)
    const text = readSample(`${sample}/lcov.info`)
    const below = (folder: string) =>
      Object.fromEntries(Object.entries(repository).map(([path, content]) => [`${folder}/${path}`, content]))

    it('find their files by the longest common ending', async () => {
      const ran = await open({ 'README.md': '# Shop\n' }, below('packages/core'), text)
      const plain = await open({ 'README.md': '# Shop\n' }, repository, text)
      const { 'patch-covered': covered, 'patch-total': total } = plain.outputs
      expect(ran.report.reports).toMatchObject([{ records: 1, mapped: 1 }])
      expect(ran.outputs).toMatchObject({ 'patch-covered': covered, 'patch-total': total })
      expect(Number(covered)).toBeGreaterThan(0)
    })

    it('fail if they could be those of two files, one of which is changed', async () => {
      const project = await openProject(below('packages/old'))
      const opened = await openChange(project, below('packages/new'))
      await project.write({ 'coverage/lcov.info': text })
      expect(await scene.judge(project, opened)).toMatchObject({ ...red, reason: 'path-ambiguous' })
    })
  },
)
