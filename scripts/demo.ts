import './unread.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { renderPage } from './demo/page.ts'
import { playDemo } from './demo/play.ts'

console.log('Building the bundles …')
await buildAll()
console.log('Two parts happen at a time; each counts its own seconds.')
const entries = await playDemo()
const page = join(root, 'demo-report.html')
await writeFile(page, renderPage(entries))
console.log(`\nThe job summaries: ${page}`)
const unmet = entries.filter((entry) => 'holds' in entry && !entry.holds).length
console.log(
  unmet === 0
    ? 'Everything went as expected.'
    : `${unmet === 1 ? '1 thing' : `${unmet} things`} did not go as expected.`,
)
process.exitCode = unmet === 0 ? 0 : 1
