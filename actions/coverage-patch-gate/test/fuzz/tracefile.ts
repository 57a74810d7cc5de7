import { gzipSync } from 'node:zlib'
import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import type { Coverage } from '../../src/tracefiles/line-states.ts'
import { readTexts } from '../reports.ts'

const tracked = ['src/a.ts', 'src/b.ts', 'lib/é.ts']
/** Reports in which no line was run, so that a line that was run can only be made up. */
const missed = [
  'TN:\nSF:src/a.ts\nFN:1,f\nFNDA:0,f\nDA:1,0\nDA:2,0\nDA:3,0\nBRDA:1,0,0,-\nBRDA:1,0,1,0\nLF:3\nLH:0\nend_of_record\n',
  'SF:/home/runner/work/shop/shop/src/b.ts\nDA:1,0,abc\nDA:7,0\nend_of_record\nSF:lib/é.ts\nDA:1,0\nend_of_record\n',
  'SF:.\\src\\a.ts\r\nDA:1,0\r\nend_of_record\r\n',
]

export const target = defineTarget<Coverage>({
  name: 'tracefile',
  corpus: [...missed.map(bytesOf), Buffer.from(missed[0] ?? '', 'utf16le'), gzipSync(missed[1] ?? '')],
  dictionary: [
    'SF:',
    'SF:src/a.ts\n',
    'KF:',
    'DA:',
    'DA:1,0\n',
    'BRDA:',
    'FN:',
    'end_of_record\n',
    'TN:',
    'LH:0',
    'NaN',
    'Infinity',
    '-',
    '0x0',
    '0e0',
    '+0',
    ',0',
    '\x1f\x8b',
    '=====',
    '<?xml',
    '{"',
  ],
  growth: [
    { head: 'SF:src/a.ts\n', open: 'DA:{#},0\n', tail: 'end_of_record\n' },
    { open: 'SF:src/a.ts\nDA:1,0\nend_of_record\n' },
    { open: 'SF:src/x{#}.ts\nDA:1,0\nend_of_record\n', tail: missed[0] ?? '' },
    { head: 'SF:src/a.ts\n', open: 'BRDA:1,0,{#},0\n', tail: 'end_of_record\n' },
    { head: 'SF:', open: '../', tail: 'a.ts\nDA:1,0\nend_of_record\n' },
    { head: 'SF:src/a.ts\nDA:1,', open: '0', tail: '\nend_of_record\n' },
    { open: 'SF:src/a.ts\n' },
    { open: '\n' },
    { open: 'end_of_record' },
    { head: 'SF:', open: 'a\\' },
  ],
  async read(input) {
    const coverage = await readTexts({ 'lcov.info': input }, { tracked, pieceSize: 4_096 })
    return coverage.problems.length > 0 ? undefined : coverage
  },
  judge(input, { files, totals }) {
    const read = files.size + (totals?.total ?? 0)
    const isText = !input.includes(0) && input[0] !== 0x1f
    const text = Buffer.from(input).toString('latin1')
    if (isText && !text.includes('SF:') && !text.includes('KF:')) return 'a report without a file is read'
    // Any digit above zero, wherever it stands after DA, may be a count.
    if (!isText || /DA:[^,\n]*,[^,\n]*[1-9]/.test(text)) return undefined
    for (const [path, states] of files)
      for (let line = 1; line <= Math.min(states.last, 5_000); line += 1)
        if ((states.count(line) ?? 0) > 0)
          return `line ${line} of ${path} was run, by a report in which nothing was`
    return (totals?.covered ?? 0) > 0 ? `${totals?.covered} of ${read} lines were run` : undefined
  },
})
