import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { renderSummary, summaryStyle } from '../demo/page.ts'

/** The widths of a desktop and of a phone, in pixels. */
const widths = [1280, 390] as const

/** Programs that draw a page, by the names under which systems have them. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'chrome']

const call = promisify(execFile)

/**
 * Returns the browser that draws the pictures: that of the variable CHROMIUM, or the first one on PATH; undefined if there
 * is none.
 */
export async function findBrowser(): Promise<string | undefined> {
  for (const name of [process.env.CHROMIUM ?? '', ...browsers]) {
    const found = name !== '' && (await call(name, ['--version']).catch(() => undefined))
    if (found) return name
  }
  return undefined
}

/** Draws a job summary at each width. Returns the paths of the pictures, and the widths at which something is cut off. */
export async function drawSummary(
  browser: string,
  folder: string,
  name: string,
  summary: string,
): Promise<{ readonly pictures: readonly string[]; readonly cut: readonly number[] }> {
  const page = `${folder}/${name}.html`
  await writeFile(page, pageOf(summary))
  const pictures: string[] = []
  const cut: number[] = []
  for (const width of widths) {
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
    ]
    // A browser window is not narrower than 500 pixels, so a phone is a frame in it.
    const address = `${pathToFileURL(page).href}?width=${width}`
    const { stdout } = await call(browser, [...options, `--window-size=1400,3000`, '--dump-dom', address])
    const height = Number(/data-height="(\d+)"/.exec(stdout)?.[1] ?? 1200)
    if (!stdout.includes('data-fits="true"')) cut.push(width)
    const picture = `${folder}/${name}-${width}.png`
    const size = `--window-size=${Math.max(width, 500)},${height + 40}`
    await call(browser, [...options, size, `--screenshot=${picture}`, address])
    pictures.push(picture)
  }
  return { pictures, cut }
}

function pageOf(summary: string): string {
  return `<!doctype html><meta charset="utf-8"><style>${summaryStyle} body { margin: 16px }</style>
<main>${renderSummary(summary)}</main>
<script>
  const main = document.querySelector('main')
  main.style.width = new URLSearchParams(location.search).get('width') - 32 + 'px'
  document.body.dataset.height = main.offsetHeight
  // A table or a block of code scrolls on its own; anything else that is wider is cut off on a phone.
  document.body.dataset.fits = main.scrollWidth <= main.clientWidth
</script>`
}
