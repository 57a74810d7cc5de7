import { marked } from 'marked'
import type { Entry } from './timeline.ts'

/** Returns one page with the timeline and, for each run, its job summary as the forge would show it. */
export function renderPage(entries: readonly Entry[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The life of one change</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; max-width: 68rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin: 0 0 .4rem } h3 { font-size: 1rem; margin: .8rem 0 .3rem }
  time { display: inline-block; width: 4.5rem; color: #59636e; font-variant-numeric: tabular-nums }
  .step { margin: .5rem 0 } .chapter { margin: 2rem 0 .5rem; font-size: 1.25rem; font-weight: 600 }
  .run { border: 1px solid #d1d9e0; border-left: 4px solid #1a7f37; border-radius: 6px; padding: .8rem 1rem; margin: .5rem 0 .9rem 4.5rem; overflow-x: auto }
  .run.fail { border-left-color: #cf222e } .run.skip { border-left-color: #59636e } .unmet { color: #cf222e; font-weight: 600 }
  table { border-collapse: collapse; font-size: .87rem; margin: .6rem 0 } td, th { border: 1px solid #d1d9e0; padding: .3rem .6rem; vertical-align: top; text-align: left }
  th { background: #f6f8fa } code { background: #f2f4f6; border-radius: 4px; padding: .1rem .3rem; font-size: .88em }
  pre { background: #f6f8fa; padding: .6rem .8rem; border-radius: 6px; overflow-x: auto } pre code { background: none; padding: 0 }
</style>
<h1>The life of one change</h1>
<p>Made by <code>npm run demo</code>: the bundles as they ship, a real git repository, the real wrangler on real workerd, and stand-ins on loopback for what is far away.</p>
${entries.map(renderEntry).join('\n')}
</html>
`
}

function renderEntry(entry: Entry): string {
  if ('chapter' in entry) return `<div class="chapter">${escapeHtml(entry.chapter)}</div>`
  const time = `<time>${entry.seconds.toFixed(1)} s</time>`
  if ('done' in entry) return `<div class="step">${time} ${escapeHtml(entry.done)}</div>`
  const unmet = entry.holds ? '' : ' class="unmet"'
  if ('expected' in entry)
    return `<div class="step">${time} <span${unmet}>${entry.holds ? '✓' : '✗'} ${escapeHtml(entry.expected)}</span></div>`
  const { action, run } = entry
  return `<div class="step">${time} <b${unmet}>${escapeHtml(action)}</b> ended with exit code ${run.exitCode}</div>
<div class="run ${escapeHtml(run.outputs.verdict ?? '')}">${marked.parse(run.summary, { async: false })}</div>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
