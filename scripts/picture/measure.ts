import type { Run } from './read-blocks.ts'

/** A font of the picture. */
export interface Font {
  readonly size: number
  readonly look: Run['look']
}

/**
 * Returns the width of a text in pixels, by the average width of each kind of character. The picture stretches each
 * text to this width, so that it looks alike with any font.
 */
export function widthOf(text: string, { size, look }: Font): number {
  const ems = [...text].reduce((sum, char) => sum + (look === 'code' ? 0.6 : emsOf(char)), 0)
  return ems * size * (look === 'bold' ? 1.06 : look === 'code' ? 0.9 : 1)
}

function emsOf(char: string): number {
  if (/[✗✓]/.test(char)) return 0.8
  if (/[ijl.,:;'|!]/.test(char)) return 0.26
  if (/[ ftrI()[\]/\\"*-]/.test(char)) return 0.33
  if (/[mwMW@%]/.test(char)) return 0.86
  if (/[A-Z#&+<>=~]/.test(char)) return 0.67
  return 0.55
}

/** Returns runs as lines that are at most `width` wide: broken at spaces, and inside a word that alone is wider. */
export function wrap(runs: readonly Run[], width: number, size: number): Run[][] {
  const lines: Run[][] = [[]]
  let used = 0
  for (const { text, look } of joinAlike(runs))
    for (const word of text.split(/(?<= )/).flatMap((each) => chop(each, width, { size, look }))) {
      const wide = widthOf(word.trimEnd(), { size, look })
      if (used > 0 && used + wide > width) {
        lines.push([])
        used = 0
      }
      lines.at(-1)?.push({ text: word, look })
      used += widthOf(word, { size, look })
    }
  return lines.map((line) => withoutSpaceAtEnd(joinAlike(line)))
}

function chop(word: string, width: number, font: Font): string[] {
  const pieces = ['']
  for (const char of word) {
    const piece = pieces.at(-1) ?? ''
    if (piece !== '' && widthOf((piece + char).trimEnd(), font) > width) pieces.push(char)
    else pieces[pieces.length - 1] = piece + char
  }
  return pieces
}

/** Returns runs with neighbours of the same look joined. */
function joinAlike(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last?.look === run.look) joined[joined.length - 1] = { ...last, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}

function withoutSpaceAtEnd(line: readonly Run[]): Run[] {
  const trimmed = line.map((run, index) =>
    index === line.length - 1 ? { ...run, text: run.text.trimEnd() } : run,
  )
  return trimmed.filter(({ text }) => text !== '')
}
