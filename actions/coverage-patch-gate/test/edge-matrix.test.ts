import { gzipSync } from 'node:zlib'
import { plainOf } from '@suite/report'
import { describe, expect, it } from 'vitest'
import { judgeWithReport, type ReportedRun } from './full-report.ts'
import { openChange, openProject } from './project.ts'
import { green, red, setScene } from './scene.ts'

const scene = setScene()
const path = 'src/a.js'
const record = (...lines: readonly string[]) => `TN:\nSF:${path}\n${lines.join('\n')}\nend_of_record\n`

/** A change that adds the second line of a file, with these reports. */
async function open(...reports: readonly (string | Uint8Array)[]) {
  const project = await openProject({ [path]: 'a()\n' })
  const opened = await openChange(project, { [path]: 'a()\nb()\n' })
  await project.write(Object.fromEntries(reports.map((report, index) => [`coverage/${index}.info`, report])))
  return { project, opened, options: { inputs: { coverage: 'coverage/*.info' } } }
}

async function judge(...reports: readonly (string | Uint8Array)[]): Promise<ReportedRun> {
  const { project, opened, options } = await open(...reports)
  return judgeWithReport(scene, project, opened, options)
}

const covered = { ...green, reason: 'covered', outputs: { 'patch-covered': '1', 'patch-total': '1' } }
const missed = { ...red, reason: 'uncovered', outputs: { 'patch-covered': '0', 'patch-total': '1' } }
/** A count that cannot be read says neither that the line is covered nor that it is missed. */
const unmeasured = {
  exitCode: 0,
  reason: 'nothing-measured',
  outputs: { verdict: 'skip', 'patch-unmeasured': '1' },
}

describe('a count never makes a change green unless tests ran the line', () => {
  it.each<[string, string, object, warning?: string]>([
    ['-3', 'DA:2,-3', missed, 'below zero'],
    ['-0', 'DA:2,-0', missed],
    ['-0.5', 'DA:2,-0.5', missed, 'below zero'],
    ['0.0', 'DA:2,0.0', missed],
    ['0e9', 'DA:2,0e9', missed],
    ['0 with a checksum', 'DA:2,0,MTIz', missed],
    ['=', 'DA:2,=', unmeasured, 'not a number'],
    ['undefined', 'DA:2,undefined', unmeasured, 'not a number'],
    ['nothing', 'DA:2,', unmeasured, 'not a number'],
    ['nothing, without a comma', 'DA:2', unmeasured, 'not a number'],
    ['NaN', 'DA:2,NaN', unmeasured, 'not a number'],
    ['Infinity', 'DA:2,Infinity', unmeasured, 'not a number'],
    ['a count at line 0', 'DA:0,7', unmeasured, 'line number'],
    ['a count at line -2', 'DA:-2,7', unmeasured, 'line number'],
    ['a count at line 2.0', 'DA:2.0,7', unmeasured, 'line number'],
    ['totals alone', 'LF:2\nLH:2', unmeasured],
    ['a branch that was taken', 'BRDA:2,0,0,5', unmeasured],
    ['a function that was called', 'FN:2,b\nFNDA:5,b', unmeasured],
    ['a comment', '#DA:2,5', unmeasured],
    ['an unknown tag', 'DAX:2,5', unmeasured],
    ['MC/DC', 'MCDC:2,2,t,5,0,a', unmeasured],
  ])('%s', async (_, line, expected, warning) => {
    const ran = await judge(record('DA:1,1', line))
    expect(ran).toMatchObject(expected)
    if (warning === undefined) expect(plainOf(ran.summary)).not.toContain('not a number')
    else expect(plainOf(ran.summary)).toContain(warning)
  })
})

describe('a line that tests ran is green, however its tool writes that', () => {
  it.each<[string, string | Uint8Array, warning?: string]>([
    ['1.5', record('DA:2,1.5')],
    ['0.4', record('DA:2,0.4')],
    ['1e3', record('DA:2,1e3')],
    ['2^64-1', record('DA:2,18446744073709551615'), '2^63'],
    ['1e23', record('DA:2,1e23'), '2^63'],
    ['a checksum', record('DA:2,1,Zm9v')],
    ['a checksum of 0', record('DA:2,1,0')],
    ['totals that are wrong', record('DA:2,1', 'LH:0', 'LF:9')],
    [
      'comments and unknown tags',
      record('# SF:x', 'MCDC:2,2,t,0,0,a,b', 'BRDA:2,e0,jump, to 3,-', 'XX:1', 'DA:2,1'),
    ],
    ['Windows line ends', record('DA:2,1').replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${record('DA:2,1')}`],
    ['UTF-16', Buffer.from(`\ufeff${record('DA:2,1')}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${record('DA:2,1')}`, 'utf16le').swap16()],
    ['gzip, whatever its name', gzipSync(record('DA:2,1'))],
    ['no end_of_record', `SF:${path}\nDA:2,1`, 'without end_of_record'],
    [
      'SF before end_of_record',
      `SF:${path}\nDA:2,1\nSF:src/b.js\nDA:1,0\nend_of_record\n`,
      'without end_of_record',
    ],
    ['a path with blanks around it', record('DA:2,1').replace(`SF:${path}`, `SF: ${path} `)],
    ['a path with ./ before it', record('DA:2,1').replace('SF:', 'SF:./')],
    ['a path of Windows', record('DA:2,1').replace(`SF:${path}`, 'SF:C:\\shop\\src\\a.js')],
    ['KF', record('DA:2,1').replace('SF:', 'KF:')],
    ['duplicate counts', record('DA:2,0', 'DA:2,1', 'DA:2,0')],
    ['duplicate records', record('DA:2,0') + record('DA:2,1')],
  ])('%s', async (_, report, warning) => {
    const ran = await judge(report)
    expect(ran).toMatchObject(covered)
    if (warning !== undefined) expect(plainOf(ran.summary)).toContain(warning)
  })

  it('in one of two reports', async () => {
    expect(await judge(record('DA:2,0'), record('DA:2,1'))).toMatchObject(covered)
    expect(await judge(record('DA:2,0'), record('DA:1,1'))).toMatchObject(missed)
  })
})

it('a branch that no test takes is missed if branches count, in whichever shard it stands', async () => {
  const { project, opened, options } = await open(
    record('DA:2,1', 'BRDA:2,0,0,1', 'BRDA:2,0,1,-'),
    record('DA:2,1', 'BRDA:2,0,0,1', 'BRDA:2,0,1,0'),
  )
  expect(await scene.judge(project, opened, options)).toMatchObject(green)
  const inputs = { ...options.inputs, branches: 'true' }
  expect(await scene.judge(project, opened, { inputs })).toMatchObject({ ...red, reason: 'uncovered' })
})

describe('a report that cannot be read fails the run, next to one that makes it green', () => {
  const whole = gzipSync(record('DA:2,1').repeat(2_000))
  const damaged = Uint8Array.from(whole)
  damaged[30] = (damaged[30] ?? 0) ^ 0xff

  it.each<[string, string | Uint8Array, reason: string]>([
    ['an empty file', '', 'report-empty'],
    ['blank lines', '\n\n', 'report-empty'],
    ['only a name', 'TN:unit\n', 'report-empty'],
    ['an empty gzip file', gzipSync(''), 'report-empty'],
    ['a byte-order mark alone', '\ufeff', 'report-empty'],
    ['counts without a record', 'DA:2,1\nend_of_record\n', 'report-unreadable'],
    ['HTML', '<!doctype html><html><body>SF:src/a.js</body></html>\n', 'report-unreadable'],
    [
      'Cobertura',
      '<?xml version="1.0"?>\n<coverage line-rate="1"><packages/></coverage>\n',
      'report-unreadable',
    ],
    ['Clover', '<?xml version="1.0"?>\n<coverage generated="1" clover="4"/>\n', 'report-unreadable'],
    ['JSON', '{"total":{"lines":{"pct":100}}}', 'report-unreadable'],
    ['a profile of Go', 'mode: set\nshop/a.go:1.1,2.2 1 1\n', 'report-unreadable'],
    ['a page of an error in a download', 'Not Found', 'report-unreadable'],
    ['gzip cut short', whole.subarray(0, whole.length - 9), 'report-unreadable'],
    ['gzip cut short within its header', whole.subarray(0, 6), 'report-unreadable'],
    ['gzip that is damaged', damaged, 'report-unreadable'],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004src/a.js'), 'report-unreadable'],
    ['zeros', new Uint8Array(512), 'report-unreadable'],
    ['UTF-16 of HTML', Buffer.from('\ufeff<html></html>', 'utf16le'), 'report-unreadable'],
    ['what was built', record('DA:2,1').replace(path, 'dist/a.js'), 'report-foreign'],
    ['a longer version of the file', record('DA:2,1', 'DA:3,1'), 'report-stale'],
  ])('%s', async (_, report, reason) => {
    const alone = await open(report)
    const ran = await scene.judge(alone.project, alone.opened, alone.options)
    expect(ran).toMatchObject({ ...red, reason })
    expect(ran.annotations[0]?.message).toContain('coverage/0.info')
    expect(ran.annotations[0]?.message.split('\n')[1]).toMatch(/\w/)
    const second = await open(record('DA:2,1'), report)
    expect(await scene.judge(second.project, second.opened, second.options)).toMatchObject({ ...red, reason })
  })
})
