import { visible } from './visible.ts'

/** Markdown that is safe to show: built by the functions of this package alone. */
export type Markdown = string

/** Text from outside as Markdown that shows exactly it: no markup, no mention, no link, no HTML. */
export function text(value: string): Markdown {
  return visible(value)
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~>]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '&#64;')
}

/** Text from outside as code. HTML code, because a Markdown span cannot hold every run of backticks in a table. */
export function code(value: string): Markdown {
  const safe = visible(value).replaceAll(
    /[&<>"'`|\\*_~[\]@:#]/g,
    (character) => `&#${character.codePointAt(0)};`,
  )
  return `<code>${safe}</code>`
}

/** A block of code, fenced by more backticks than it holds. */
export function codeBlock(value: string, language = ''): Markdown {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${value}\n${fence}`
}

export function heading(level: 2 | 3, content: Markdown): Markdown {
  return `${'#'.repeat(level)} ${content}`
}

/** A table; a cell cannot end early, whatever it holds. */
export function table(headers: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  const line = (cells: readonly Markdown[]) =>
    `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll(/\r?\n/g, '<br>')).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

export function bullets(items: readonly Markdown[]): Markdown {
  return items.map((item) => `- ${item}`).join('\n')
}

/** A part that is folded until it is asked for. */
export function details(label: Markdown, content: Markdown): Markdown {
  return `<details><summary>${label}</summary>\n\n${content}\n\n</details>`
}

/** Blocks one after another, those that are empty left out. */
export function blocks(...parts: readonly (Markdown | undefined)[]): Markdown {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}
