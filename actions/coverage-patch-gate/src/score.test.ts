import { expect, test } from 'vitest'
import { statesOf } from '../test/states.ts'
import type { AddedLine } from './lines/changed.ts'
import { type FileScore, type ScoredFile, type ScoreRules, scoreFile, sumOf } from './score.ts'

const usual: ScoreRules = {
  unreportedFiles: 'count',
  unmeasuredLines: 'report',
  movedLines: 'leave-out',
  branches: false,
}

/** Scores added lines of these kinds, one after another from line 1. */
function score(
  kinds: readonly AddedLine['kind'][],
  counts: Readonly<Record<number, number>> | undefined,
  rules: Partial<ScoreRules> = {},
  untaken: readonly number[] = [],
): FileScore {
  const added = kinds.map((kind, index) => ({ line: index + 1, kind }))
  const hunks = [{ oldStart: 0, removed: [], newStart: 1, added: kinds.map(() => 'x') }]
  const file: ScoredFile = { path: 'src/a.ts', hunks, added, states: counts && statesOf(counts, untaken) }
  return scoreFile(file, { ...usual, ...rules })
}

test('a comment that a report counts as run does not improve the ratio', () => {
  const counts = { 1: 1, 2: 1, 3: 0 }
  expect(sumOf([score(['not-code', 'not-code', 'code'], counts)])).toMatchObject({ covered: 0, total: 1 })
})

test('a line of code that was never run is missed, and one that was run is covered', () => {
  expect(score(['code', 'code', 'code'], { 1: 3, 2: 0, 3: 1 })).toMatchObject({ covered: 2, missed: [2] })
})

test('code that only moves is listed with its count, and counts only if it is asked for', () => {
  const kinds = ['moved', 'reformatted', 'code'] as const
  const left = score(kinds, { 1: 0, 2: 0, 3: 1 })
  expect(left).toMatchObject({ covered: 1, missed: [], moved: [1], reformatted: [2] })
  expect(left.lines[0]).toMatchObject({ result: 'moved', count: 0 })
  expect(score(kinds, { 1: 0, 2: 0, 3: 1 }, { movedLines: 'count' })).toMatchObject({
    covered: 1,
    missed: [1, 2],
    moved: [],
  })
})

test('a line of code without a count is never taken for a covered one', () => {
  expect(score(['code', 'code'], { 1: 1 })).toMatchObject({ covered: 1, missed: [], unmeasured: [2] })
})

test('with nearest, the third line of an untested call is missed with it', () => {
  const kinds = ['code', 'code', 'code', 'code'] as const
  const counted = score(kinds, { 2: 0 }, { unmeasuredLines: 'nearest' })
  expect(counted).toMatchObject({ covered: 0, missed: [2, 3, 4], unmeasured: [1] })
  expect(counted.lines[3]).toMatchObject({ line: 4, count: 0, countOf: 2 })
})

test('with nearest, a line above the change gives its count', () => {
  const hunks = [{ oldStart: 4, removed: [], newStart: 5, added: ['x'] }]
  const added = [{ line: 5, kind: 'code' }] as const
  const states = statesOf({ 2: 7 })
  const rules = { ...usual, unmeasuredLines: 'nearest' } as const
  expect(scoreFile({ path: 'a', hunks, added, states }, rules)).toMatchObject({ covered: 1, unmeasured: [] })
})

test('a branch that no test takes is missed only if branches are asked for', () => {
  expect(score(['code'], { 1: 5 }, {}, [1])).toMatchObject({ covered: 1, missed: [] })
  expect(score(['code'], { 1: 5 }, { branches: true }, [1])).toMatchObject({ covered: 0, missed: [1] })
})

test.each([
  ['count', { missed: [1], unmeasured: [] }],
  ['fail', { missed: [1], unmeasured: [] }],
  ['warn', { missed: [], unmeasured: [1] }],
  ['ignore', { missed: [], unmeasured: [1] }],
] as const)('the code of a file that no test loads is never covered (%s)', (unreportedFiles, expected) => {
  const found = score(['code', 'not-code', 'moved'], undefined, { unreportedFiles })
  expect(found).toMatchObject({ covered: 0, unreported: true, moved: [3], ...expected })
})

test('each counted line says which hunk adds it', () => {
  const hunks = [
    { oldStart: 3, removed: ['a'], newStart: 3, added: ['b'] },
    { oldStart: 9, removed: [], newStart: 10, added: ['c', 'd'] },
  ]
  const added = [3, 10, 11].map((line) => ({ line, kind: 'code' as const }))
  const { lines } = scoreFile({ path: 'a', hunks, added, states: statesOf({ 3: 1 }) }, usual)
  expect(lines.map(({ hunk }) => hunk)).toEqual(['@@ -3,1 +3,1 @@', '@@ -9,0 +10,2 @@', '@@ -9,0 +10,2 @@'])
})

test('a change of a hundred thousand lines in as many hunks is scored in time that grows with it', () => {
  const seconds = (size: number) => {
    const lines = Array.from({ length: size }, (_, index) => 2 * index + 1)
    const hunks = lines.map((line) => ({ oldStart: line, removed: ['a'], newStart: line, added: ['b'] }))
    const added = lines.map((line) => ({ line, kind: 'code' as const }))
    const rules = { ...usual, unmeasuredLines: 'nearest' } as const
    const before = process.cpuUsage()
    scoreFile({ path: 'a', hunks, added, states: statesOf({}) }, rules)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  seconds(1_000)
  expect(seconds(100_000)).toBeLessThan(400 * Math.max(seconds(2_000), 0.002))
})
