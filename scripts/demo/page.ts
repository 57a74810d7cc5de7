import { marked } from 'marked'
import type { Entry } from './timeline.ts'

/** How a job summary looks, nearly as on the forge. */
export const summaryStyle = `
  body { font: 15px/1.5 system-ui, sans-serif; color: #1f2328; overflow-wrap: break-word }
  h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin: 0 0 .4rem } h3 { font-size: 1rem; margin: .8rem 0 .3rem }
  table { border-collapse: collapse; font-size: .87rem; margin: .6rem 0; display: block; max-width: 100%; width: max-content; overflow-x: auto }
  td, th { border: 1px solid #d1d9e0; padding: .3rem .6rem; vertical-align: top; text-align: left }
  th { background: #f6f8fa } code { background: #f2f4f6; border-radius: 4px; padding: .1rem .3rem; font-size: .88em }
  pre { background: #f6f8fa; padding: .6rem .8rem; border-radius: 6px; overflow-x: auto } pre code { background: none; padding: 0 }`

const pageStyle = `
  body { max-width: 68rem; margin: 2rem auto; padding: 0 1rem }
  time { display: inline-block; width: 4.5rem; color: #59636e; font-variant-numeric: tabular-nums }
  .step { margin: .5rem 0 } .chapter { margin: 2rem 0 .5rem; font-size: 1.25rem; font-weight: 600 }
  .run { border: 1px solid #d1d9e0; border-left: 4px solid #1a7f37; border-radius: 6px; padding: .8rem 1rem; margin: .5rem 0 .9rem 4.5rem; overflow-x: auto }
  .run.fail { border-left-color: #cf222e } .run.skip { border-left-color: #59636e } .unmet { color: #cf222e; font-weight: 600 }
  @media (max-width: 40rem) { body { margin: .5rem auto; padding: 0 .6rem } .run { margin-left: 0; padding: .6rem } time { width: auto; margin-right: .4rem } ul, ol { padding-left: 1.5rem } }`

/** Returns one page with the timeline and, for each run, its job summary as the forge would show it. */
export function renderPage(entries: readonly Entry[]): string {
  const chapters = entries.flatMap((entry) => ('chapter' in entry ? [entry.chapter] : []))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The life of one change</title>
<style>${summaryStyle}${pageStyle}
</style>
<h1>The life of one change</h1>
<p>A check that passes should mean that the thing really happened: the proof is there, the tests ran, the new version is what users get. Below, each action meets one change that is as it should be and one that is not, and you see what each run says.</p>
<p>Made by <code>npm run demo</code>: the bundles as they ship, a real git repository, the real wrangler on real workerd, the real deno, and stand-ins on loopback for what is far away. Two parts happen at a time, and each counts its own seconds.</p>
<ol>${chapters.map((title, index) => `<li><a href="#${anchorOf(index)}">${escapeHtml(title)}</a></li>`).join('')}</ol>
${entries.map((entry) => renderEntry(entry, chapters)).join('\n')}
</html>
`
}

function renderEntry(entry: Entry, chapters: readonly string[]): string {
  if ('chapter' in entry)
    return `<div class="chapter" id="${anchorOf(chapters.indexOf(entry.chapter))}">${escapeHtml(entry.chapter)}</div>`
  const time = `<time>${entry.seconds.toFixed(1)} s</time>`
  if ('done' in entry) return `<div class="step">${time} ${escapeHtml(entry.done)}</div>`
  const unmet = entry.holds ? '' : ' class="unmet"'
  if ('expected' in entry)
    return `<div class="step">${time} <span${unmet}>${entry.holds ? '✓' : '✗'} ${escapeHtml(entry.expected)}</span></div>`
  const { action, run } = entry
  return `<div class="step">${time} <b${unmet}>${escapeHtml(action)}</b> ended with exit code ${run.exitCode}</div>
<div class="run ${escapeHtml(run.outputs.verdict ?? '')}">${renderSummary(run.summary)}</div>`
}

/** Returns a job summary as HTML. */
export function renderSummary(summary: string): string {
  return marked.parse(summary, { async: false })
}

function anchorOf(index: number): string {
  return `chapter-${index + 1}`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
