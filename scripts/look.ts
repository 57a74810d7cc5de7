import './unread.ts'
import { mkdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { actionNames, root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { playDemo } from './demo/play.ts'
import { createTimeline } from './demo/timeline.ts'
import { runNodeChecks } from './look/node-checks.ts'
import { drawSummary, findBrowser } from './look/pictures.ts'

// Draws the job summary of each action, once passed and once failed, as it looks on a desktop and on a phone. The
// pictures are for a person to look at; only what is cut off is found by the script.
const browser = await findBrowser()
console.log('Building the bundles …')
await buildAll()
const timeline = createTimeline()
const happened = await playDemo()
await runNodeChecks(timeline)

const folder = join(root, '.cache/look')
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const seen = new Set<string>()
const cut: string[] = []
for (const entry of [...happened, ...timeline.entries]) {
  if (!('run' in entry)) continue
  const name = `${entry.action}-${entry.run.outputs.verdict ?? 'none'}`
  if (seen.has(name)) continue
  seen.add(name)
  const drawn = await drawSummary(browser, folder, name, entry.run.summary)
  for (const width of drawn.cut) cut.push(`${name} at ${width} px`)
  console.log(drawn.pictures.map((path) => relative(root, path)).join('  '))
}
const missing = actionNames().flatMap((action) =>
  ['pass', 'fail']
    .filter((verdict) => !seen.has(`${action}-${verdict}`))
    .map((verdict) => `${action}: ${verdict}`),
)
if (missing.length > 0) console.log(`\nNot drawn, because the demo has no such run: ${missing.join(', ')}`)
console.log(cut.length === 0 ? '\nNothing is cut off.' : `\nCut off: ${cut.join(', ')}`)
process.exitCode = cut.length === 0 ? 0 : 1
