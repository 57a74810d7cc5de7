import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { countsOf, readTexts, untakenOf } from '../../test/reports.ts'

const path = 'src/a.ts'
const other = 'src/b.ts'
const tracked = [path, other]
const record = (...lines: string[]) => `SF:${path}\n${lines.join('\n')}\nend_of_record\n`
const read = (...texts: (string | Uint8Array)[]) =>
  readTexts(Object.fromEntries(texts.map((text, index) => [`${index}.info`, text])), { tracked })

/** What a report of one line says about line 1. */
async function countOf(written: string) {
  const coverage = await read(record(`DA:1,${written}`, 'DA:2,7'))
  expect(coverage.problems).toEqual([])
  expect(countsOf(coverage, path)[2]).toBe(7)
  return [countsOf(coverage, path)[1], coverage.warnings] as const
}

describe('counts', () => {
  test.each([
    ['a plain count', '3', 3],
    ['zero', '0', 0],
    ['a fraction is a hit', '0.4', 1],
    ['another fraction', '1.5', 1],
    ['an exponent', '1e3', 1_000],
    ['a zero with a fraction', '0.0', 0],
    ['white space after it', '3 \t', 3],
    ['a checksum', '3,Zm9vYmFy', 3],
    ['an empty checksum', '0,', 0],
    ['ten digits', '1234567890', 1_234_567_890],
    ['up to 2^63', '9223372036854774000', Number.MAX_SAFE_INTEGER],
  ])('%s', async (_, written, count) => {
    expect(await countOf(written)).toEqual([count, []])
  })

  test.each([
    ['a count below zero is a miss', '-3', 0, 'below zero'],
    [
      '2^64-1, a count below zero that was written without a sign',
      '18446744073709551615',
      Number.MAX_SAFE_INTEGER,
      '2^63',
    ],
    ['1e23', '1e23', Number.MAX_SAFE_INTEGER, '2^63'],
    ['2^63', '9223372036854775808', Number.MAX_SAFE_INTEGER, '2^63'],
    ['= is not a count', '=', undefined, 'not a number'],
    ['undefined is not a count', 'undefined', undefined, 'not a number'],
    ['NaN is not a count', 'NaN', undefined, 'not a number'],
    ['Infinity is not a count', 'Infinity', undefined, 'not a number'],
    ['hexadecimal is not a count', '0x10', undefined, 'not a number'],
    ['nothing is not a count', '', undefined, 'not a number'],
    ['a count of a thousand digits is not a count', '1'.repeat(1_000), undefined, 'not a number'],
    ['a count of a million digits is not a count', '1'.repeat(1_000_000), undefined, 'not a number'],
  ])('%s, with a warning', async (_, written, count, warning) => {
    const [found, warnings] = await countOf(written)
    expect(found).toBe(count)
    expect(warnings).toEqual([expect.stringContaining(warning)])
    expect(warnings[0]).toContain('0.info: 1 ')
    expect(warnings[0]).toContain('src/a.ts')
  })

  test('a count without a comma is not a count', async () => {
    const coverage = await read(record('DA:1', 'DA:2,1'))
    expect(countsOf(coverage, path)).toEqual({ 2: 1 })
    expect(coverage.warnings).toHaveLength(1)
  })

  test.each(['0', '-4', 'x', '', '1.5', '9'.repeat(30)])('line %j is not a line', async (line) => {
    const coverage = await read(record(`DA:${line},1`, 'DA:2,1'))
    expect(countsOf(coverage, path)).toEqual({ 2: 1 })
    expect(coverage.totals).toEqual({ covered: 1, total: 1 })
    expect(coverage.warnings).toEqual([expect.stringContaining('without a valid line number')])
  })

  test('twelve odd counts are one warning, with the first place', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `DA:${index + 5},-1`)
    const { warnings } = await read(record(...lines))
    expect(warnings).toEqual([
      '0.info: 12 counts below zero, counted as 0; the first in the record of src/a.ts, line 5',
    ])
  })
})

describe('sums', () => {
  test('duplicate lines of a record add up', async () => {
    expect(countsOf(await read(record('DA:1,2', 'DA:1,0', 'DA:1,3')), path)).toEqual({ 1: 5 })
  })

  test('duplicate records add up, and count once in the total', async () => {
    const coverage = await read(record('DA:1,2', 'DA:2,0') + record('DA:1,0', 'DA:2,0', 'DA:3,1'))
    expect(countsOf(coverage, path)).toEqual({ 1: 2, 2: 0, 3: 1 })
    expect(coverage.totals).toEqual({ covered: 2, total: 3 })
  })

  test('the same file in two reports adds up: a hit in one of them is a hit', async () => {
    const coverage = await read(record('DA:1,0', 'DA:2,0'), record('DA:1,1', 'DA:3,0'))
    expect(countsOf(coverage, path)).toEqual({ 1: 1, 2: 0, 3: 0 })
    expect(coverage.totals).toEqual({ covered: 1, total: 3 })
    const file = coverage.files.get(path)
    expect(file?.reports).toEqual(['0.info', '1.info'])
    expect([1, 2, 3, 4].map((line) => file?.reportOf(line))).toEqual([
      '1.info',
      '0.info',
      '1.info',
      undefined,
    ])
    expect([file?.last, file?.lastReport]).toEqual([3, '1.info'])
  })

  test('sums saturate', async () => {
    const coverage = await read(record('DA:1,9007199254740991', 'DA:1,9007199254740991'))
    expect(countsOf(coverage, path)).toEqual({ 1: Number.MAX_SAFE_INTEGER })
  })
})

describe('records', () => {
  test.each([
    ['without end_of_record at the end', `SF:${path}\nDA:1,1\n`],
    ['without a line end at the end', `SF:${path}\nDA:1,1`],
  ])('%s is kept, with a warning', async (_, text) => {
    const coverage = await read(text)
    expect(countsOf(coverage, path)).toEqual({ 1: 1 })
    expect(coverage.warnings).toEqual([expect.stringContaining('without end_of_record')])
  })

  test('SF before end_of_record begins a new record, with a warning', async () => {
    const coverage = await read(`SF:${path}\nDA:1,1\nSF:${other}\nDA:2,0\nend_of_record\n`)
    expect([countsOf(coverage, path), countsOf(coverage, other)]).toEqual([{ 1: 1 }, { 2: 0 }])
    expect(coverage.warnings).toEqual([expect.stringContaining('without end_of_record')])
  })

  test('SF before end_of_record is seen too if the record before is skipped', async () => {
    const text = `SF:${path}\nDA:1,1\nSF:${other}\nDA:2,0\nend_of_record\n`
    const coverage = await readTexts({ 'a.info': text }, { tracked, changed: [other], totals: false })
    expect([countsOf(coverage, path), countsOf(coverage, other)]).toEqual([{}, { 2: 0 }])
    expect(coverage.warnings).toEqual([expect.stringContaining('without end_of_record')])
  })

  test.each([
    ['between records', `DA:9,1\n${record('DA:1,1')}DA:9,1\nend_of_record\n`],
    ['after a record that a lost line separates', `${record('DA:1,1')}TN:\nDA:9,1\nend_of_record\n`],
  ])('counts %s belong to no file', async (_, text) => {
    expect(countsOf(await read(text), path)).toEqual({ 1: 1 })
  })

  test.each([
    ['a comment', '#comment', '# DA:3,1'],
    ['MC/DC records', 'MCDC:1,2,t,0,0,a,b', 'MCF:2'],
    ['unknown tags', 'XYZ:1', 'DAX:3,1'],
    ['LF and LH that are wrong', 'LF:99', 'LH:99'],
    ['LH before LF', 'LH:1', 'LF:1'],
    ['functions', 'FN:3,9,name', 'FNDA:4,name'],
    ['functions of lcov 2.2', 'FNL:0,3,9', 'FNA:0,4,name'],
    ['a version', 'VER:abc', 'TN:name,diff'],
  ])('%s counts no line', async (_, ...lines) => {
    const coverage = await read(record(...lines, 'DA:1,1'))
    expect(countsOf(coverage, path)).toEqual({ 1: 1 })
    expect([coverage.totals, coverage.warnings]).toEqual([{ covered: 1, total: 1 }, []])
  })

  test('a line with only a branch or a function is not counted', async () => {
    const coverage = await read(record('BRDA:3,0,0,1', 'FN:4,f', 'DA:1,1'))
    expect(countsOf(coverage, path)).toEqual({ 1: 1 })
  })

  test('KF begins a record as SF does', async () => {
    expect(countsOf(await read(`KF:${path}\nDA:1,1\nend_of_record\n`), path)).toEqual({ 1: 1 })
  })

  test('a record without a path is left out, with a warning', async () => {
    const coverage = await read(`SF:\nDA:1,1\nend_of_record\n${record('DA:2,1')}`)
    expect(countsOf(coverage, path)).toEqual({ 2: 1 })
    expect(coverage.warnings).toEqual([expect.stringContaining('without a readable path')])
  })

  test('a line of any length does no harm', async () => {
    const long = 'x'.repeat(3_000_000)
    const text = record(`DA:1,1,${long}`, `#${long}`, `FN:1,${long}`, `BRDA:1,0,${long},1`, 'DA:2,1')
    const coverage = await read(`SF:${long}\nDA:1,1\nend_of_record\n${text}`)
    expect(countsOf(coverage, path)).toEqual({ 1: 1, 2: 1 })
    expect(untakenOf(coverage, path)).toEqual([1])
  })

  test('a line number of 2^31 needs no memory, and is reported', async () => {
    const coverage = await read(record('DA:1,1', 'DA:2147483647,1', 'DA:99999999999,1'))
    const file = coverage.files.get(path)
    expect([file?.last, file?.count(2_147_483_647), file?.count(1)]).toEqual([2_147_483_647, 2, 1])
    expect(coverage.totals).toEqual({ covered: 2, total: 2 })
  })
})

describe('branches', () => {
  test.each<[string, string[], number[]]>([
    ['taken', ['BRDA:1,0,0,2', 'BRDA:1,0,1,1'], []],
    ['one never taken', ['BRDA:1,0,0,2', 'BRDA:1,0,1,0'], [1]],
    ['one never reached', ['BRDA:1,0,0,-'], [1]],
    ['exception branches', ['BRDA:1,e0,0,0'], [1]],
    ['names with commas', ['BRDA:1,0,jump, to line 3,1'], []],
    ['the same branch twice', ['BRDA:1,0,0,0', 'BRDA:1,0,0,1'], []],
    ['a count that is not a number is not known to be taken', ['BRDA:1,0,0,x'], [1]],
    ['a count below zero', ['BRDA:1,0,0,-5'], [1]],
  ])('%s', async (_, lines, untaken) => {
    expect(untakenOf(await read(record(...lines, 'DA:1,1')), path)).toEqual(untaken)
  })

  test('a branch that one shard takes is taken', async () => {
    const coverage = await read(
      record('DA:1,1', 'BRDA:1,0,0,1', 'BRDA:1,0,1,-'),
      record('DA:1,1', 'BRDA:1,0,0,0', 'BRDA:1,0,1,1'),
    )
    expect(untakenOf(coverage, path)).toEqual([])
  })
})

describe('encodings', () => {
  const text = `TN:\nSF:${path}\nDA:1,1\nDA:2,0\nend_of_record\n`
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')

  test.each<[string, string | Uint8Array]>([
    ['Windows line ends', text.replaceAll('\n', '\r\n')],
    ['a UTF-8 byte-order mark', `\ufeff${text}`],
    ['a UTF-8 byte-order mark before SF', `\ufeff${record('DA:1,1', 'DA:2,0')}`],
    ['a byte-order mark of an appended report', `${record('DA:1,1')}\ufeff${record('DA:2,0')}`],
    ['UTF-16, as PowerShell writes it', utf16],
    ['UTF-16, big end first', swapped(utf16)],
    ['UTF-16 without a byte-order mark', Buffer.from(text, 'utf16le')],
    ['gzip, whatever its name', gzipSync(text)],
    ['two members of gzip', Buffer.concat([gzipSync(text.slice(0, 20)), gzipSync(text.slice(20))])],
    ['gzip of UTF-16', gzipSync(utf16)],
  ])('%s', async (_, bytes) => {
    for (const pieceSize of [1, 2, 7, 65_536]) {
      const coverage = await readTexts({ 'a.info': bytes }, { tracked, pieceSize })
      expect(countsOf(coverage, path)).toEqual({ 1: 1, 2: 0 })
      expect([coverage.problems, coverage.warnings]).toEqual([[], []])
    }
  })

  test('a gzip file that is cut short is not a report, however much of it can be read', async () => {
    const whole = gzipSync(text.repeat(10_000))
    const { problems } = await read(whole.subarray(0, whole.length - 9))
    expect(problems).toMatchObject([{ reason: 'report-unreadable', where: '0.info' }])
    expect(problems[0]?.what).toContain('cut short')
  })

  test('a damaged gzip file is not a report', async () => {
    const whole = gzipSync(text.repeat(100))
    whole[20] = (whole[20] ?? 0) ^ 0xff
    expect((await read(whole)).problems).toMatchObject([{ reason: 'report-unreadable' }])
  })

  test('a path in Latin-1 is matched by its bytes', async () => {
    const latin = Buffer.from('SF:src/\xe9.ts\nDA:1,1\nend_of_record\n', 'latin1')
    const name = 'src/\udce9.ts'
    const coverage = await readTexts({ 'a.info': latin }, { tracked: [name, 'src/\u00e9.ts'] })
    expect([...coverage.files.keys()]).toEqual([name])
  })
})

describe('what is not a report', () => {
  test.each([
    ['an empty file', ''],
    ['only white space', '\n \n'],
    ['only a test name', 'TN:\n'],
    ['only comments', '# nothing\n'],
  ])('%s is empty', async (_, text) => {
    expect((await read(text)).problems).toMatchObject([{ reason: 'report-empty', where: '0.info' }])
  })

  test.each<[string, string | Uint8Array, string, string]>([
    ['HTML', '<!doctype html>\n<html lang="en">', 'HTML', 'lcov.info'],
    [
      'Cobertura',
      '<?xml version="1.0" ?>\n<coverage version="7" line-rate="0.9">',
      'Cobertura',
      'ReportGenerator',
    ],
    [
      'Cobertura by its document type',
      '<?xml version="1.0"?>\n<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">',
      'Cobertura',
      'ReportGenerator',
    ],
    [
      'JaCoCo',
      '<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">',
      'JaCoCo',
      'ReportGenerator',
    ],
    ['Clover', '<?xml version="1.0"?>\n<coverage generated="1" clover="3.2.0">', 'Clover', 'ReportGenerator'],
    ['other XML', '<?xml version="1.0"?><testsuites/>', 'XML', 'ReportGenerator'],
    ['JSON', '{"total":{}}', 'JSON', 'lcovonly'],
    ['a profile of Go', 'mode: atomic\nshop/price.go:5.1,6.2 1 1\n', 'Go', 'gcov2lcov'],
    ['the database of coverage.py', 'SQLite format 3\0', 'coverage.py', 'coverage lcov'],
    ['a ZIP archive', Buffer.from([0x50, 0x4b, 3, 4, 20]), 'ZIP', 'Unpack'],
    ['any text', 'hello\nworld\n', 'not a tracefile', 'lcov'],
  ])('%s is named, with the way to lcov', async (_, text, name, fix) => {
    const { problems } = await read(text)
    expect(problems).toMatchObject([{ reason: 'report-unreadable', where: '0.info' }])
    expect(problems[0]?.what).toContain(name)
    expect(problems[0]?.fix).toContain(fix)
  })
})
