import { expect, test } from 'vitest'
import { drawBadge } from './draw-badge.ts'
import { drawSummary } from './draw-summary.ts'
import { failACheck } from './fail-a-check.ts'

const summary = `## Gate

❌ **fail** · \\#&#8203;1 lacks <code>change&#58;routes</code> & more

| | Found |
| --- | --- |
| ❌ missing | ✗ <code>ops/proofs/orders.txt</code> is empty |

- one
- two

\`\`\`sh
curl -sSi https://<your API> > "proof"
\`\`\`
`

const textIn = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)

test('the picture shows every word of the summary, and the marks as signs that each font has', () => {
  expect(textIn(drawSummary(summary, { title: 'A gate' }))).toEqual([
    ...['Gate', '✗', ' ', 'fail', ' · #1 lacks ', 'change:routes', ' &amp; more'],
    ...['Found', '✗', ' missing', '✗ ', 'ops/proofs/orders.txt', ' is empty'],
    ...['• one', '• two', 'curl -sSi https://&lt;your API&gt; &gt; &quot;proof&quot;'],
  ])
})

test('no text of the picture leaves its sheet, however long a word or a table is', () => {
  const long = 'x'.repeat(400)
  const wide = `${summary}\n${long}\n\n| ${long} | ${long} | a b c |\n| --- | --- | --- |\n| ${long} | b | c |\n`
  const svg = drawSummary(wide, { title: 'Wide' })
  const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number)
  const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"/g)]
  expect(texts.length).toBeGreaterThan(20)
  for (const [, x, y, wide] of texts) {
    expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width)
    expect(Number(y)).toBeLessThanOrEqual(height)
  }
})

test('Markdown that the picture cannot draw is refused, so that it never leaves anything out', () => {
  expect(() => drawSummary('> quoted', { title: 'A gate' })).toThrow('cannot draw blockquote')
})

test('pictures load nothing from elsewhere', () => {
  for (const svg of [drawSummary('Text', { title: 'A gate' }), drawBadge('licence', 'MIT')])
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /href|https?:|<script|<image|@import/,
    )
})

test('the run for the picture is the same each time, so that the picture changes only with the action', async () => {
  const first = await failACheck()
  expect(first).toContain('change')
  expect(await failACheck()).toBe(first)
})
