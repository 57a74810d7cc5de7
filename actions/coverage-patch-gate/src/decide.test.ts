import { compileGlob } from '@suite/matchers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Demands, decide, type Facts } from './decide.ts'
import type { FileScore } from './score.ts'

const demands: Demands = {
  threshold: 85_000,
  projectThreshold: undefined,
  minLines: 0,
  highRisk: [],
  ignoreComments: 'warn',
  unreportedFiles: 'count',
}

const facts: Facts = {
  files: [],
  project: undefined,
  ignoreComments: [],
  testsRequiredBy: [],
  addsTest: false,
  unknownFiles: [],
}

/** The score of a file with so many covered and missed lines. */
function file(covered: number, missed: number, more: Partial<FileScore> = {}): FileScore {
  const numbers = Array.from({ length: covered + missed }, (_, index) => index + 1)
  return {
    path: 'src/a.ts',
    covered,
    missed: numbers.slice(covered),
    unmeasured: [],
    moved: [],
    reformatted: [],
    unreported: false,
    lines: numbers.map((line) => ({
      line,
      result: line > covered ? 'missed' : 'covered',
      count: line > covered ? 0 : 1,
      hunk: '@@ -0,0 +1,9 @@',
    })),
    ...more,
  }
}

const judge = (given: Partial<Facts>, wanted: Partial<Demands> = {}) =>
  decide({ ...facts, ...given }, { ...demands, ...wanted })

describe('the threshold', () => {
  test.each([
    [17, 3, 85_000, 'covered'],
    [16, 4, 85_000, 'uncovered'],
    [84_999, 15_001, 85_000, 'uncovered'],
    [85_000, 15_000, 85_000, 'covered'],
    [2, 1, 66_666, 'covered'],
    [2, 1, 66_667, 'uncovered'],
    [1, 0, 100_000, 'covered'],
    [999, 1, 100_000, 'uncovered'],
    [0, 1, 0, 'covered'],
  ])('is compared without rounding: %i run, %i missed, at least %i', (covered, missed, threshold, reason) => {
    expect(judge({ files: [file(covered, missed)] }, { threshold }).reason).toBe(reason)
  })

  test('is about all files together, not each', () => {
    expect(judge({ files: [file(90, 0), file(0, 10, { path: 'src/b.ts' })] }).verdict).toBe('pass')
  })

  test('is never met by a line fewer', () => {
    const size = fc.integer({ min: 1, max: 300 })
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 100_000 }), (covered, missed, threshold) => {
        const { verdict } = judge({ files: [file(covered, missed)] }, { threshold })
        const fewer = judge({ files: [file(covered - 1, missed + 1)] }, { threshold }).verdict
        expect(verdict === 'fail' && fewer !== 'fail').toBe(false)
        expect(verdict === 'pass').toBe(
          BigInt(covered) * 100_000n >= BigInt(threshold) * BigInt(covered + missed),
        )
      }),
    )
  })
})

describe('a change without a counted line never passes as covered', () => {
  test.each([
    ['comments alone', { files: [file(0, 0)] }, 'nothing-executable'],
    ['no file that counts', {}, 'nothing-executable'],
    ['code that no report counts', { files: [file(0, 0, { unmeasured: [4] })] }, 'nothing-measured'],
    ['code of another language', { unknownFiles: [{ path: 'x.sh', lines: 2 }] }, 'nothing-measured'],
    [
      'moved code',
      { files: [file(0, 0, { moved: [1], lines: [{ line: 1, result: 'moved', count: 0, hunk: '@@' }] })] },
      'only-moved',
    ],
  ] as const)('%s', (_, given, reason) => {
    expect(judge(given)).toMatchObject({ verdict: 'skip', reason })
  })
})

test('a patch below min-lines is skipped, and its missed lines are still known', () => {
  const found = judge({ files: [file(0, 2)] }, { minLines: 3 })
  expect(found).toMatchObject({ verdict: 'skip', reason: 'too-few-lines', patch: { covered: 0, total: 2 } })
  expect(judge({ files: [file(0, 3)] }, { minLines: 3 }).reason).toBe('uncovered')
})

describe('a file of high risk', () => {
  const highRisk = [
    { glob: compileGlob('src/pay/**'), threshold: 100_000 },
    { glob: compileGlob('src/**'), threshold: 50_000 },
  ]

  test('must reach its own threshold, although the change as a whole is covered', () => {
    const found = judge({ files: [file(100, 0), file(9, 1, { path: 'src/pay/card.ts' })] }, { highRisk })
    expect(found).toMatchObject({ verdict: 'fail', reason: 'high-risk-uncovered' })
  })

  test('must reach it in a patch that is smaller than min-lines', () => {
    const found = judge({ files: [file(0, 1, { path: 'src/pay/card.ts' })] }, { highRisk, minLines: 9 })
    expect(found.reason).toBe('high-risk-uncovered')
  })

  test('that no report mentions is not covered, whatever unreported-files says', () => {
    const line = { line: 1, result: 'unmeasured', count: undefined, hunk: '@@' } as const
    const unread = file(0, 0, { path: 'src/pay/a.ts', unreported: true, unmeasured: [1], lines: [line] })
    expect(judge({ files: [unread] }, { highRisk, unreportedFiles: 'ignore' }).reason).toBe(
      'high-risk-uncovered',
    )
    expect(judge({ unknownFiles: [{ path: 'src/pay/a.sql', lines: 1 }] }, { highRisk }).reason).toBe(
      'high-risk-uncovered',
    )
  })
})

describe('other demands fail a change whose lines are covered', () => {
  const files = [file(10, 0)]
  const comment = { path: 'src/a.ts', line: 3, comment: '/* c8 ignore next */' }
  test.each([
    ['project-uncovered', { project: { covered: 899, total: 1000 } }, { projectThreshold: 90_000 }],
    ['tests-missing', { testsRequiredBy: ['change:routes'] }, {}],
    ['ignore-comment', { ignoreComments: [comment] }, { ignoreComments: 'fail' }],
    ['unreported-file', { files: [...files, file(0, 1, { unreported: true })] }, { unreportedFiles: 'fail' }],
  ] as const)('%s', (reason, given, wanted) => {
    expect(judge({ files, ...given }, wanted)).toMatchObject({ verdict: 'fail', reason })
    expect(
      judge({ files, project: { covered: 9, total: 10 }, testsRequiredBy: ['x'], addsTest: true }),
    ).toMatchObject({ verdict: 'pass' })
  })

  test('all of them are reported at once, so that one push can correct them', () => {
    const found = judge(
      { files: [file(0, 1)], testsRequiredBy: ['x'], ignoreComments: [comment] },
      { ignoreComments: 'fail' },
    )
    expect(found.failures.map(({ reason }) => reason)).toEqual([
      'uncovered',
      'ignore-comment',
      'tests-missing',
    ])
  })
})
