import './unread.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './actions.ts'
import { measureBytes, measureTree } from './bench/bytes.ts'
import { measureDeploy } from './bench/deploy.ts'
import { measureLcov } from './bench/lcov.ts'
import { measureProbes } from './bench/probes.ts'
import { measurePrograms } from './bench/programs.ts'
import { measurePulls } from './bench/pulls.ts'
import { describeRelease, measureRelease } from './bench/release.ts'
import { measureStart } from './bench/start.ts'
import { formatTable } from './bench/table.ts'
import { buildAll } from './build/bundles.ts'

// `npm run bench [-- --against <index.js> …]`: also measures other actions' bundles, alternating in the same run.
const against = process.argv.slice(2).filter((argument) => argument !== '--against')

await buildAll()
const start = await measureStart(against)
console.log(
  `\nMilliseconds over bare Node (median of ${start.rounds}, bare Node ${start.bare.toFixed(1)} ms)`,
)
console.log(formatTable(['bundle', 'first line', 'first request'], start.rows))
const bytes = await measureBytes()
console.log('\nBytes of what is published')
console.log(formatTable(['bundle', 'index.js', 'all code', 'all code, gzip'], bytes))
const tree = await measureTree()
console.log(`\n${formatTable(['published tree, tgz', 'budget'], [tree])}`)
const pulls = await measurePulls()
console.log('\nOne run on a pull request')
console.log(formatTable(['action', 'files', 'ms a round trip', 'requests', 'rounds', 'ms in all'], pulls))
const probes = await measureProbes()
console.log('\nSix probes of a Worker on loopback, next to a bare script with the same requests')
console.log(formatTable(['six probes', 'requests', 'bare requests', 'ms in all', 'bare ms', 'ratio'], probes))
const deploys = await measureDeploy()
console.log('\nwrangler-deploy, next to bare wrangler deploy')
console.log(formatTable(['deploy', 'requests', 'bare requests', 'ms in all', 'bare ms', 'ratio'], deploys))
const lcov = await measureLcov()
console.log(`\nReading a tracefile of ${Math.round(lcov.megabytes)} MB`)
console.log(
  formatTable(
    [
      'reader',
      'ms of processor time',
      'MB a second',
      'times the bare read',
      'times faster than the parsers',
      'peak MB',
    ],
    lcov.rows,
  ),
)
if (lcov.note) console.log(lcov.note)
const release = await measureRelease()
console.log(`\n${describeRelease(release)}`)
const programs = await measurePrograms()
console.log('\nA program with 500 ms that wants 1,500 and prints 64 MiB, in a step with three inputs')
console.log(formatTable(['runner', 'ms until it ended', 'inputs that it sees', 'MiB kept'], programs))
const report = join(root, 'bench-report.json')
const all = { start, bytes, tree, pulls, probes, deploys, lcov, programs, release }
await writeFile(report, `${JSON.stringify(all, null, 2)}\n`)
console.log(`\nAs JSON: ${report}`)
