import './unread.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { coverageChapter } from './demo/coverage-chapter.ts'
import { deployChapter } from './demo/deploy-chapter.ts'
import { renderPage } from './demo/page.ts'
import { pinsChapter } from './demo/pins-chapter.ts'
import { proofsChapter } from './demo/proofs-chapter.ts'
import { releaseChapter } from './demo/release-chapter.ts'
import { createTimeline } from './demo/timeline.ts'

/** The chapters of the demo, in order; each shows the life of one change. */
const chapters = [proofsChapter, coverageChapter, deployChapter, pinsChapter, releaseChapter]

console.log('Building the bundles …')
await buildAll()
const timeline = createTimeline()
try {
  for (const chapter of chapters) await chapter(timeline)
} catch (error) {
  console.error(error)
  timeline.expect('the demo runs to its end', false)
}
const page = join(root, 'demo-report.html')
await writeFile(page, renderPage(timeline.entries))
console.log(`\nThe job summaries: ${page}`)
const unmet = timeline.entries.filter((entry) => 'holds' in entry && !entry.holds).length
console.log(unmet === 0 ? 'Everything went as expected.' : `${unmet} things did not go as expected.`)
process.exitCode = unmet === 0 ? 0 : 1
