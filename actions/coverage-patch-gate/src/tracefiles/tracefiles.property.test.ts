import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf, readTexts, untakenOf } from '../../test/reports.ts'
import type { Coverage } from './line-states.ts'

const tracked = ['src/a.ts', 'src/b.ts', 'src/c.ts']

const countText = fc.oneof(
  fc.nat(20).map(String),
  fc.constantFrom('-1', '0.5', '1e3', '=', '18446744073709551615', '3,abc', '7,a,b'),
)
const recordLine = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 40 }), countText)
      .map(([line, count]) => `DA:${line},${count}`),
  },
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(2), fc.constantFrom('0', '1', '-', '5'))
    .map(([line, branch, taken]) => `BRDA:${line},0,${branch},${taken}`),
  fc.constantFrom('FN:1,f', '# comment', '', 'LF:3', 'VER:1', 'end', 'SFX:no', 'DAB:1,1'),
)
const record = fc
  .tuple(
    fc.constantFrom('SF:', 'KF:'),
    fc.constantFrom(...tracked, 'node_modules/x.js'),
    fc.array(recordLine, { maxLength: 12 }),
  )
  .map(([tag, path, lines]) => [`${tag}${path}`, ...lines, 'end_of_record', ''].join('\n'))
const report = fc.array(record, { minLength: 1, maxLength: 8 })

/** What a report says, without what names the report. */
function meaning(coverage: Coverage) {
  return {
    counts: tracked.map((path) => countsOf(coverage, path)),
    untaken: tracked.map((path) => untakenOf(coverage, path)),
    totals: coverage.totals,
    extensions: [...coverage.extensions].toSorted(),
  }
}

test('the size of the pieces in which a report arrives changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      report,
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      async (records, pieceSize, totals) => {
        const changed = totals ? tracked : ['src/b.ts']
        const texts = { 'a.info': records.join('TN:\n') }
        const whole = await readTexts(texts, { tracked, changed, totals })
        expect(await readTexts(texts, { tracked, changed, totals, pieceSize })).toMatchObject({
          reports: whole.reports,
          totals: whole.totals,
          warnings: whole.warnings,
          problems: whole.problems,
        })
        expect(meaning(await readTexts(texts, { tracked, changed, totals, pieceSize }))).toEqual(
          meaning(whole),
        )
      },
    ),
  )
})

test('splitting a report, and changing the order of its records, changes nothing', async () => {
  const shuffled = report.chain((records) =>
    fc.tuple(
      fc.constant(records),
      fc.shuffledSubarray(records, { minLength: records.length }),
      fc.nat(records.length),
    ),
  )
  await fc.assert(
    fc.asyncProperty(shuffled, async ([records, order, at]) => {
      const whole = await readTexts({ 'a.info': records.join('') }, { tracked })
      const parts = [order.slice(0, at), order.slice(at)].filter((part) => part.length > 0)
      const texts = parts.map((part, index) => [`${index}.info`, part.join('')] as const)
      expect(meaning(await readTexts(Object.fromEntries(texts), { tracked }))).toEqual(meaning(whole))
    }),
  )
})

test('reading only the changed files says the same about them as reading all', async () => {
  await fc.assert(
    fc.asyncProperty(report, fc.subarray(tracked), async (records, changed) => {
      const texts = { 'a.info': records.join('') }
      const all = await readTexts(texts, { tracked })
      const some = await readTexts(texts, { tracked, changed, totals: false })
      for (const path of changed) {
        expect(countsOf(some, path)).toEqual(countsOf(all, path))
        expect(untakenOf(some, path)).toEqual(untakenOf(all, path))
      }
      expect(some.reports).toEqual(all.reports)
      expect(some.totals).toBeUndefined()
    }),
  )
})

test('the totals are those of an independent count', async () => {
  await fc.assert(
    fc.asyncProperty(report, async (records) => {
      const lines = new Map<string, boolean>()
      for (const text of records) {
        const [first = '', ...rest] = text.split('\n')
        const path = first.slice(3)
        for (const line of rest) {
          const [, number, count] = /^DA:([1-9]\d*),([^,]*)/.exec(line) ?? []
          if (number === undefined || !tracked.includes(path) || Number.isNaN(Number(count))) continue
          const key = `${path}:${number}`
          lines.set(key, lines.get(key) === true || Number(count) > 0)
        }
      }
      const { totals } = await readTexts({ 'a.info': records.join('') }, { tracked })
      expect(totals).toEqual({ covered: [...lines.values()].filter(Boolean).length, total: lines.size })
    }),
  )
})

test('no bytes crash the reader, and what is not read is never covered', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    record.map((text) => Buffer.from(text)),
    fc
      .constantFrom(
        'SF:src/a.ts\n',
        'DA:',
        'DA:1,1',
        '\n',
        '\r\n',
        'end_of_record',
        'BRDA:1',
        ',',
        '\0',
        '\u00ef\u00bb\u00bf',
      )
      .map((text) => Buffer.from(text, 'latin1')),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      async (pieces, pieceSize) => {
        const bytes = Buffer.concat(pieces)
        const coverage = await readTexts({ 'a.info': bytes }, { tracked, pieceSize })
        const text = bytes.toString('latin1')
        for (const path of coverage.files.keys()) expect(text).toContain(`F:${path}`)
        for (const path of tracked)
          for (const [line, count] of Object.entries(countsOf(coverage, path)))
            if (count > 0) expect(text.includes(`DA:${line},`) || text.includes(`DA:0`)).toBe(true)
        expect(coverage.problems.length > 0 || coverage.reports[0]?.mapped !== 0).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})
