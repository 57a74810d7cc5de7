import type { ChangedLines } from '@suite/changes'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTexts } from '../test/reports.ts'
import { decide } from './decide.ts'
import { classifyChange } from './lines/changed.ts'
import { scoreFile } from './score.ts'

const path = 'src/a.ts'
const lines = Array.from({ length: 12 }, (_, index) => `step${index}()`)
const hunks = [{ oldStart: 0, removed: [], newStart: 1, added: lines }]
const added = classifyChange(
  [{ path, lines, hunks }],
  [
    {
      path,
      status: 'added',
      kind: 'file',
      isBinary: false,
      hunks,
      newId: 'a'.repeat(40),
      oldId: undefined,
    } satisfies ChangedLines,
  ],
)

/** A report of which no line was run. */
const missed = [
  'TN:',
  'SF:src/b.ts',
  'DA:1,0',
  'end_of_record',
  `SF:${path}`,
  'FN:1,a',
  ...lines.map((_, index) => `DA:${index + 1},0`),
  'BRDA:1,0,0,-',
  'end_of_record',
  '',
].join('\n')

/** Pieces of reports that are damaged. None of them says that a line was run. */
const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\r',
    '\0',
    ',',
    '-',
    '=',
    '.',
    ':',
    '0',
    'e',
    ' ',
    '#',
    '\ufeff',
    '\u00e9',
    '"',
    '<',
  ),
  fc.constantFrom(
    'DA:',
    'SF:',
    'end_of_record\n',
    'TN:',
    'LH:',
    'NaN',
    'Infinity',
    `SF:${path}\n`,
    '0x',
    '-0',
  ),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
)
const damage = fc.record({
  at: fc.nat(missed.length),
  remove: fc.oneof(fc.nat(6), fc.nat(400)),
  insert: fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
})

/** Whether a person could read a count above zero in a text. */
const mayBeRun = /[1-9]/

test('a damaged report of code that nothing runs never passes, and never crashes the action', async () => {
  let judged = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(damage, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('latin1' as const, 'utf8' as const, 'utf16le' as const),
      async (damages, encoding) => {
        const text = damages.reduce(
          (so, { at, remove, insert }) => so.slice(0, at) + insert + so.slice(at + remove),
          missed,
        )
        const coverage = await readTexts(
          { 'a.info': Buffer.from(text, encoding) },
          { tracked: [path, 'src/b.ts'] },
        )
        if (coverage.problems.length > 0) return
        judged += 1
        const score = scoreFile(
          { path, hunks, added: added.get(path) ?? [], states: coverage.files.get(path) },
          { unreportedFiles: 'count', unmeasuredLines: 'report', movedLines: 'leave-out', branches: false },
        )
        const { verdict } = decide(
          {
            files: [score],
            project: undefined,
            ignoreComments: [],
            testsRequiredBy: [],
            addsTest: false,
            unknownFiles: [],
          },
          {
            threshold: 1,
            projectThreshold: undefined,
            minLines: 0,
            highRisk: [],
            ignoreComments: 'warn',
            unreportedFiles: 'count',
          },
        )
        const counts = text.split(/[\n\r]/).map((line) => /DA:[^,]*,([^,]*)/.exec(line)?.[1] ?? '')
        if (!counts.some((count) => mayBeRun.test(count))) expect(verdict).not.toBe('pass')
      },
    ),
    { numRuns: 500 },
  )
  expect(judged).toBeGreaterThan(50)
})

describe('sources that are damaged', () => {
  const token = fc.oneof(
    fc.constantFrom(
      '`',
      '${',
      '}',
      '"',
      "'",
      '/*',
      '*/',
      '//',
      '#',
      '"""',
      "'''",
      '<<EOF',
      'EOF',
      '\\',
      '/',
      '<!--',
      '-->',
    ),
    fc.constantFrom(
      'x = 1',
      '(',
      ')',
      ',',
      ' ',
      '\t',
      '\r',
      '\0',
      '\u2028',
      '\ud800',
      'r#"',
      '=begin',
      '--[[',
      'R"(',
      '%',
    ),
  )
  const sourceLine = fc.array(token, { maxLength: 6 }).map((tokens) => tokens.join(''))
  const source = fc.array(sourceLine, { maxLength: 12 })
  const extension = fc.constantFrom(
    'ts',
    'py',
    'c',
    'go',
    'rs',
    'rb',
    'php',
    'lua',
    'sh',
    'sql',
    'vue',
    'html',
    'kt',
    'hs',
    'x',
  )

  test('never crash the reader, and each added line is judged once, in order', () => {
    fc.assert(
      fc.property(source, source, source, source, extension, (head, before, after, foot, kind) => {
        const file = `src/a.${kind}`
        const now = [...head, ...after, ...foot]
        const start = (length: number) => (length === 0 ? head.length : head.length + 1)
        const change = [
          { oldStart: start(before.length), removed: before, newStart: start(after.length), added: after },
        ]
        const found = classifyChange(
          [{ path: file, lines: now, hunks: change }],
          [
            {
              path: file,
              status: 'modified',
              kind: 'file',
              isBinary: false,
              hunks: change,
              newId: 'a'.repeat(40),
              oldId: 'b'.repeat(40),
            },
          ],
        ).get(file)
        expect(found?.map(({ line }) => line)).toEqual(after.map((_, index) => head.length + index + 1))
        const moved = found?.filter((each) => each.kind === 'moved') ?? []
        expect(moved.length).toBeLessThanOrEqual(before.length)
        expect(new Set(moved.map(({ from }) => from?.line)).size).toBe(moved.length)
        if (before.length === 0)
          expect(found?.every(({ kind: is }) => is === 'code' || is === 'not-code')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
