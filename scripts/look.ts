import './unread.ts'
import { mkdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { actionNames, root } from './actions.ts'
import { buildAll } from './build/bundles.ts'
import { playDemo } from './demo/play.ts'
import { createTimeline } from './demo/timeline.ts'
import { runNodeChecks } from './look/node-checks.ts'
import { drawSummary, findBrowser } from './look/pictures.ts'
import { runRefused } from './look/refused-runs.ts'

// Draws the job summary of each action for each way in which the demo and the runs of look/ end, as it looks on a desktop
// and on a phone. The pictures are for a person to look at; only what is cut off is found by the script.
const browser = await findBrowser()
if (browser === undefined) {
  console.error('There is no Chromium on PATH, so no picture can be drawn.')
  console.error('Install Chromium or Chrome, or name its program in the variable CHROMIUM.')
  process.exit(1)
}
console.log('Building the bundles …')
await buildAll()
const timeline = createTimeline()
await runNodeChecks(timeline)
await runRefused(timeline)
const entries = [...timeline.entries, ...(await playDemo())]

const folder = join(root, '.cache/look')
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const seen = new Set<string>()
const drawn = new Set<string>()
const cut: string[] = []
for (const entry of entries) {
  if (!('run' in entry)) continue
  const { verdict = 'none', reason = 'none' } = entry.run.outputs
  // The entries name a command or a control plane too.
  const [action = entry.action] = entry.action.split(' ')
  const name = `${action}-${verdict}-${reason}`
  if (drawn.has(name)) continue
  drawn.add(name)
  seen.add(`${action}: ${verdict}`)
  const { pictures, cut: widths } = await drawSummary(browser, folder, name, entry.run.summary)
  for (const width of widths) cut.push(`${name} at ${width} px`)
  console.log(pictures.map((path) => relative(root, path)).join('  '))
}
const missing = actionNames()
  .flatMap((action) => ['pass', 'fail'].map((verdict) => `${action}: ${verdict}`))
  .filter((each) => !seen.has(each))
const wrong = [
  ...(missing.length === 0 ? [] : [`Not drawn: ${missing.join(', ')}. Add such a run to scripts/look/.`]),
  ...(cut.length === 0 ? [] : [`Cut off: ${cut.join(', ')}.`]),
]
const all = `${drawn.size * 2} pictures of ${drawn.size} summaries in ${relative(root, folder)}`
console.log(`\n${[`${all}.`, ...(wrong.length === 0 ? ['Nothing is cut off.'] : wrong)].join('\n')}`)
process.exitCode = wrong.length === 0 ? 0 : 1
