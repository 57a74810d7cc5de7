/**
 * The content of a page of metrics, in the text format: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export interface Metrics {
  /** Name and sorted labels of each sample. Samples of one series have equal texts. */
  readonly series: readonly string[]
  readonly names: ReadonlySet<string>
  /** Lines that break the format, counted from 1. */
  readonly faults: readonly { readonly line: number; readonly what: string }[]
}

const types = ['counter', 'gauge', 'histogram', 'summary', 'untyped']
const nameShape = /^[a-zA-Z_:][\w:]*$/
const labelShape = /^[a-zA-Z_]\w*$/

/** Reads a page of metrics, in time linear in its length. */
export function readMetrics(text: string): Metrics {
  const series: string[] = []
  const names = new Set<string>()
  const typed = new Set<string>()
  const faults: { line: number; what: string }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim()
    const fault = (what: string) => faults.push({ line: index + 1, what })
    if (content === '') continue
    if (content.startsWith('#')) {
      const [, keyword, name = '', type = ''] = content.split(/[ \t]+/, 4)
      if (keyword !== 'TYPE') continue
      if (!nameShape.test(name) || !types.includes(type)) fault('is no TYPE')
      else if (typed.has(name)) fault(`is a second TYPE of ${name}`)
      else if (names.has(name)) fault(`is a TYPE of ${name} after its samples`)
      typed.add(name)
      continue
    }
    const sample = readSample(content)
    if (sample === undefined) fault('is no sample')
    else {
      names.add(sample.name)
      series.push(sample.series)
    }
  }
  return { series, names, faults }
}

function readSample(line: string): { name: string; series: string } | undefined {
  const name = /^[^\s{]+/.exec(line)?.[0] ?? ''
  if (!nameShape.test(name)) return undefined
  const after = line.slice(name.length).trimStart()
  const labels = after.startsWith('{') ? readLabels(after) : { pairs: [], end: 0 }
  if (labels === undefined) return undefined
  const [value = '', time, ...more] = after
    .slice(labels.end)
    .trim()
    .split(/[ \t]+/)
  const whole = isFloat(value) && (time === undefined || /^-?\d{1,17}$/.test(time)) && more.length === 0
  return whole ? { name, series: `${name}{${[...labels.pairs].sort().join(',')}}` } : undefined
}

/** Reads names and values from the opening brace to the closing one. The escapes of a value are `\\`, `\"` and `\n`. */
function readLabels(text: string): { pairs: string[]; end: number } | undefined {
  const pairs = new Map<string, string>()
  let at = 1
  for (;;) {
    at = skipBlanks(text, at)
    if (text[at] === '}') return { pairs: [...pairs].map(([name, value]) => `${name}=${value}`), end: at + 1 }
    const equals = text.indexOf('=', at)
    const name = equals < 0 ? '' : text.slice(at, equals).trim()
    const open = skipBlanks(text, equals + 1)
    if (!labelShape.test(name) || pairs.has(name) || text[open] !== '"') return undefined
    const close = closingQuote(text, open)
    if (close === undefined) return undefined
    pairs.set(name, text.slice(open, close + 1))
    at = skipBlanks(text, close + 1)
    if (text[at] === ',') at += 1
    else if (text[at] !== '}') return undefined
  }
}

function closingQuote(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at
    if (text[at] !== '\\') continue
    at += 1
    if (!['\\', '"', 'n'].includes(text[at] ?? '')) return undefined
  }
  return undefined
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at += 1
  return at
}

/** Accepts the numbers that Go's `ParseFloat` accepts, except its hexadecimal forms. */
function isFloat(text: string): boolean {
  return /^[+-]?(\d+\.?\d*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?|inf(inity)?|nan)$/i.test(text)
}
