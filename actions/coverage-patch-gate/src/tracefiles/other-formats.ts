interface Format {
  readonly name: string
  readonly how: string
  readonly looks: RegExp
}

const convert = (kind: string) =>
  `Let the tool write lcov, or convert the report: ReportGenerator reads ${kind} and writes lcov with -reporttypes:lcov.`

/** What people give instead of lcov, by the beginning of the file, and how they get lcov. */
const formats: readonly Format[] = [
  {
    name: 'a coverage report in the Cobertura format (XML)',
    how: convert('Cobertura'),
    looks: /^<[\s\S]*(?:coverage-0\d\.dtd|<coverage\b[^>]{0,2000}\bline-rate=)/,
  },
  {
    name: 'a JaCoCo report (XML)',
    how: convert('JaCoCo'),
    looks: /^<[\s\S]*(?:-\/\/JACOCO\/\/|<report\b[^>]{0,2000}\bname=)/,
  },
  {
    name: 'a Clover report (XML)',
    how: convert('Clover'),
    looks: /^<[\s\S]*<coverage\b[^>]{0,2000}\bgenerated=/,
  },
  { name: 'an OpenCover report (XML)', how: convert('OpenCover'), looks: /^<[\s\S]*<CoverageSession\b/ },
  {
    name: 'an HTML page',
    how: 'Give the tracefile that the coverage tool writes next to its pages, often lcov.info.',
    looks: /^<(?:!doctype html|html)\b/i,
  },
  { name: 'XML', how: convert('Cobertura, JaCoCo, Clover and OpenCover'), looks: /^</ },
  {
    name: 'JSON',
    how: 'Let the tool write lcov: the reporter `lcovonly` of istanbul, c8, jest and vitest, `coverage lcov` of coverage.py, `--format=lcov` of llvm-cov.',
    looks: /^[{[]/,
  },
  {
    name: 'a coverage profile of Go',
    how: 'Convert it with gcov2lcov, and give its output.',
    looks: /^mode: (?:set|count|atomic)\b/,
  },
  {
    name: 'the database of coverage.py',
    how: 'Run `coverage lcov` after the tests, and give the file that it writes.',
    looks: /^SQLite format 3/,
  },
  {
    name: 'a ZIP archive',
    how: 'Unpack it before this step: actions/download-artifact does so by itself.',
    looks: /^PK\W\W/,
  },
]

/** Lines that a tracefile without any record may have. */
const emptyTracefile = /^(?:TN:.*|#.*|\s*)$/

/** What a file without a record is. */
export type WithoutRecord =
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly name: string; readonly how: string }
  | { readonly kind: 'unknown' }

/** Returns what a file without any record is, by its beginning. */
export function identifyFormat(head: string): WithoutRecord {
  const text = head.replace(/^\ufeff/, '').trimStart()
  const format = formats.find(({ looks }) => looks.test(text))
  if (format) return { kind: 'other', name: format.name, how: format.how }
  return text.split('\n').every((line) => emptyTracefile.test(line)) ? { kind: 'empty' } : { kind: 'unknown' }
}
