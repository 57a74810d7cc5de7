import { percentOf, type Ratio } from './ratio.ts'

/** What a badge shows. */
export interface BadgeFacts {
  readonly project: Ratio | undefined
  readonly patch: Ratio
}

interface Part {
  readonly label: string
  readonly value: string
  readonly color: string
}

const height = 20
const padding = 6

/** Returns a badge as SVG: the coverage of the project, and that of the last change. It loads nothing. */
export function badgeOf({ project, patch }: BadgeFacts): string {
  const parts = [...(project === undefined ? [] : [partOf('coverage', project)]), partOf('patch', patch)]
  const title = parts.map(({ label, value }) => `${label} ${value}`).join(', ')
  const cells = parts.flatMap(({ label, value, color }) => [
    { text: label, color: '#555' },
    { text: value, color },
  ])
  let left = 0
  const drawn = cells.map(({ text, color }) => {
    const width = widthOf(text) + 2 * padding
    const at = left
    left += width
    return { text, color, at, width }
  })
  const boxes = drawn.map(
    ({ at, width, color }) => `<rect x="${at}" width="${width}" height="${height}" fill="${color}"/>`,
  )
  const texts = drawn.map(
    ({ text, at, width }) =>
      `<text x="${at + padding}" y="14" textLength="${width - 2 * padding}">${escapeXml(text)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<clipPath id="r"><rect width="${left}" height="${height}" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)">${boxes.join('')}</g>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${texts.join('')}</g>`,
    '</svg>',
    '',
  ].join('\n')
}

function partOf(label: string, ratio: Ratio): Part {
  const percent = percentOf(ratio)
  return percent === undefined
    ? { label, value: 'no lines', color: '#9f9f9f' }
    : { label, value: `${percent}%`, color: colorOf(Number(percent)) }
}

function colorOf(percent: number): string {
  const [, color] = colors.find(([from]) => percent >= from) ?? []
  return color ?? '#c9291d'
}

/** From this percentage on. Each has enough contrast with white text. */
const colors = [
  [90, '#2f7d1a'],
  [80, '#5b7a10'],
  [70, '#8a6d0a'],
  [50, '#b35c10'],
] as const

/** Returns how wide a text is in Verdana at 11 pixels, rounded up. */
function widthOf(text: string): number {
  return Math.ceil([...text].reduce((sum, character) => sum + (widths[character] ?? 9), 0))
}

/** Advance widths of the characters that a badge has. */
const widths: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'0123456789'].map((digit) => [digit, 7])),
  ' ': 3.9,
  '%': 11.9,
  '.': 4,
  a: 6.6,
  c: 5.8,
  e: 6.6,
  g: 6.9,
  h: 7,
  i: 3,
  l: 3,
  n: 7,
  o: 6.7,
  p: 6.9,
  r: 4.7,
  s: 5.8,
  t: 4.4,
  v: 6.5,
}

function escapeXml(text: string): string {
  return text.replaceAll(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
