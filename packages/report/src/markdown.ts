import { visible } from './visible.ts'

/** Markdown that is safe to show: built by the functions of this package alone. */
export type Markdown = string

/**
 * Text from outside as Markdown that shows exactly it: no markup, no mention, no reference, no link, no HTML.
 * Mentions and references are found after Markdown is done, where neither a backslash nor an entity helps: a
 * zero-width space does. A dollar sign would begin a formula.
 * @see https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
 */
export function text(value: string): Markdown {
  return visible(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()+\-.!|~>]|#(?!\d)|:(?=\/\/)/g, '\\$&')
    .replaceAll(/#(?=\d)/g, '\\#&#8203;')
    .replaceAll('@', '@&#8203;')
    .replaceAll('$', '<span>&#36;</span>')
}

/** Text from outside as code. HTML code, because a Markdown span cannot hold every run of backticks in a table. */
export function code(value: string): Markdown {
  const safe = visible(value).replaceAll(/[&<>"'`|\\*_~[\]@:#$]|(?<=www)\./gi, asEntity)
  return `<code>${safe}</code>`
}

/** A block of code, fenced by more backticks than it holds. Lines and tabs stay; all else that acts is written out. */
export function codeBlock(value: string, language = ''): Markdown {
  const shown = value
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n\t]+/g, (run) => visible(run, Number.POSITIVE_INFINITY))
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${shown}\n${fence}`
}

export function heading(level: 2 | 3, content: Markdown): Markdown {
  return `${'#'.repeat(level)} ${content}`
}

/** A table; a cell cannot end early, whatever it holds. */
export function table(headers: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  // A pipe with a backslash before it is escaped already; doubling the backslash would show it.
  const cell = (content: Markdown) =>
    content.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll(/\r\n|\r|\n/g, '<br>')
  const line = (cells: readonly Markdown[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

export function bullets(items: readonly Markdown[]): Markdown {
  return items.map((item) => `- ${item}`).join('\n')
}

/** A part that is folded until it is asked for. The label is plain text: in it Markdown would show as it is written. */
export function details(label: string, content: Markdown): Markdown {
  const safe = visible(label)
    .replaceAll(/[&<>"']/g, asEntity)
    .replaceAll('@', '@&#8203;')
  return `<details><summary>${safe}</summary>\n\n${content}\n\n</details>`
}

/** Blocks one after another, those that are empty left out. */
export function blocks(...parts: readonly (Markdown | undefined)[]): Markdown {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}

function asEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}
