import { blocks, codeBlock, type Markdown, prose } from '@suite/report'

/** Returns a fix as Markdown: the lines below its first line are commands or an example that can be copied. */
export function adviceOf(fix: string): Markdown {
  return blocks(prose(firstLine(fix)), example(fix))
}

/** Returns the lines below the first one as code, without the indentation that all of them have. */
export function example(plain: string): Markdown {
  const lines = linesBelow(plain)
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0)
  const common = Math.min(...indents)
  const below = lines.map((line) => line.slice(Number.isFinite(common) ? common : 0)).join('\n')
  const content = below.replace(/^\n+/, '').trimEnd()
  return content === '' ? '' : codeBlock(content)
}

export function firstLine(plain: string): string {
  return plain.split('\n', 1)[0] ?? plain
}

export function linesBelow(plain: string): string[] {
  return plain.split('\n').slice(1)
}
