import { visible, visibleLines } from './visible.ts'

/** Markdown that is safe to show. Only the functions of this package create it. */
export type Markdown = string

/**
 * Returns Markdown that shows exactly this text: no markup, mention, reference, link or HTML. A forge looks for
 * mentions and references after it renders Markdown, where neither a backslash nor an entity helps; a zero-width
 * space does. A dollar sign would start a formula.
 * @see
 * https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
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

/**
 * Returns a sentence whose parts between backticks are shown as code, as a message is written. The parts are safe as
 * {@link text} and {@link code} make them, also if a stranger wrote them.
 */
export function prose(value: string): Markdown {
  const parts = value.split('`')
  // A backtick without a partner stays a backtick.
  if (parts.length % 2 === 0) return text(value)
  return parts.map((part, index) => (index % 2 === 0 ? text(part) : code(part))).join('')
}

/**
 * Returns the text as code. It is HTML, because a Markdown span in a table cannot contain every run of backticks.
 */
export function code(value: string): Markdown {
  const safe = visible(value).replaceAll(/[&<>"'`|\\*_~[\]@:#$]|(?<=www)\./gi, asEntity)
  return `<code>${safe}</code>`
}

/**
 * Returns a block of code, fenced by more backticks than it contains. Lines and tabs stay; control characters are
 * escaped, and colours are left out.
 */
export function codeBlock(value: string, language = ''): Markdown {
  const shown = visibleLines(value)
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${shown}\n${fence}`
}

export function heading(level: 2 | 3, content: Markdown): Markdown {
  return `${'#'.repeat(level)} ${content}`
}

/** Returns a link. The label is Markdown already; nothing in the address can end the link or a cell of a table. */
export function link(label: Markdown, address: string): Markdown {
  return `[${label}](${address.replaceAll(/[^\w.:/?#=&%+,;@-]/gu, percentEncoded)})`
}

/** Returns a table. No content ends a cell early. */
export function table(headers: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  // A pipe after a backslash is escaped already; a second backslash would be visible.
  const cell = (content: Markdown) =>
    content.replaceAll(/(?<!\\)\|/g, '\\|').replaceAll(/\r\n|\r|\n/g, '<br>')
  const line = (cells: readonly Markdown[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n')
}

export function bullets(items: readonly Markdown[]): Markdown {
  return items.map((item) => `- ${item}`).join('\n')
}

/** Returns named values, each on its own line, without those that are undefined. A phone wraps it, unlike a table. */
export function facts(rows: readonly (readonly [name: string, value: Markdown | undefined])[]): Markdown {
  return bullets(
    rows.flatMap(([name, value]) => (value === undefined ? [] : [`**${text(name)}:** ${value}`])),
  )
}

/**
 * Returns a part that is folded until a reader opens it. The label is plain text, because Markdown is not rendered
 * in it.
 */
export function details(label: string, content: Markdown): Markdown {
  const safe = visible(label)
    .replaceAll(/[&<>"']/g, asEntity)
    .replaceAll('@', '@&#8203;')
  return `<details><summary>${safe}</summary>\n\n${content}\n\n</details>`
}

/** Joins blocks with an empty line between them, without the blocks that are empty. */
export function blocks(...parts: readonly (Markdown | undefined)[]): Markdown {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character)
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

function asEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}
