// One reader of scripts/bench/lcov.ts: reads a tracefile in one way, and prints its processor time and its peak memory.
// It is not TypeScript, and reads what is built: stripping types would take more memory than any reader.
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs'
import { peakMegabytes } from './peak.mjs'

const [way, path, paths] = process.argv.slice(2)
const ours = new URL('../../actions/coverage-patch-gate/lib/tracefiles/', import.meta.url)
const { readReports } = await import(new URL('read-reports.js', ours))
const { readPieces } = await import(new URL('file-pieces.js', ours))

const tracked = readFileSync(paths, 'utf8').split('\n')

const ways = {
  async read() {
    const file = openSync(path, 'r')
    const buffer = Buffer.allocUnsafeSlow(1_048_576)
    while (readSync(file, buffer) > 0);
    closeSync(file)
  },
  changed: () => readOurs(false),
  totals: () => readOurs(true),
  async '@friedemannsommer/lcov-parser'() {
    const { default: parse } = await import('@friedemannsommer/lcov-parser')
    await parse({ from: createReadStream(path) })
  },
  async 'lcov-parse'() {
    const { default: parse } = await import('lcov-parse')
    await new Promise((resolve, reject) => parse(path, (error) => (error ? reject(error) : resolve())))
  },
}

async function readOurs(totals) {
  const changed = new Set(tracked.filter((_, index) => index % 200 === 7))
  const report = { path, shown: 'lcov.info', bytes: 0, folder: undefined, glob: 'lcov.info' }
  const {
    problems,
    files,
    totals: sums,
  } = await readReports({ read: readPieces }, [report], {
    roots: ['/home/runner/work/shop/shop'],
    tracked,
    changed,
    pathMap: new Map(),
    totals,
  })
  if (problems.length > 0 || files.size !== changed.size || (totals && sums?.total !== 12_000_000))
    throw new Error(`not read: ${JSON.stringify({ problems, files: files.size, sums })}`)
}

const before = process.cpuUsage()
await ways[way]()
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ ms: (user + system) / 1_000, megabytes: peakMegabytes() }))
