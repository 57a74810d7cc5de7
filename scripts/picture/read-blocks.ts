import { marked, type Token, type Tokens } from 'marked'

/** A stretch of text of one look. */
export interface Run {
  readonly text: string
  readonly look: 'plain' | 'bold' | 'code' | 'passed' | 'failed'
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  /** The first row is the header. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Run[])[])[] }

/**
 * Returns the blocks of a job summary.
 * @throws Error for a kind of Markdown that the picture cannot draw, so that nothing is left out silently
 */
export function readBlocks(markdown: string): Block[] {
  return marked.lexer(markdown).flatMap(blocksOf)
}

function blocksOf(token: Token): Block[] {
  switch (token.type) {
    case 'space':
    case 'hr':
      return []
    case 'heading':
      return [{ kind: 'heading', level: token.depth, runs: runsOf(token.tokens) }]
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', runs: runsOf(token.tokens ?? [token]) }]
    case 'code':
      return [{ kind: 'code', lines: token.text.split('\n') }]
    case 'list':
      return (token as Tokens.List).items.flatMap((item) =>
        item.tokens.flatMap(blocksOf).map((block, index) => (index === 0 ? withBullet(block) : block)),
      )
    case 'table': {
      const { header, rows } = token as Tokens.Table
      return [
        { kind: 'table', rows: [header, ...rows].map((row) => row.map(({ tokens }) => runsOf(tokens))) },
      ]
    }
    case 'html':
      return blocksOfHtml(token.text)
    default:
      throw new Error(`The picture of a summary cannot draw ${token.type}: ${token.raw}`)
  }
}

function withBullet(block: Block): Block {
  return block.kind === 'paragraph'
    ? { ...block, runs: [{ text: '• ', look: 'plain' }, ...block.runs] }
    : block
}

/** Returns what HTML between blocks says, without its tags: a folded part is drawn open. */
function blocksOfHtml(html: string): Block[] {
  const text = decode(html.replaceAll(/<[^<>]{1,200}>/g, ' ')).trim()
  return text === '' ? [] : [{ kind: 'paragraph', runs: [{ text, look: 'bold' }] }]
}

function runsOf(tokens: readonly Token[] = [], outer: Run['look'] = 'plain'): Run[] {
  const runs: Run[] = []
  let look = outer
  for (const token of tokens) {
    if (token.type === 'html') {
      if (/^<br\b/i.test(token.raw)) runs.push({ text: ' ', look: 'plain' })
      if (/^<code\b/i.test(token.raw)) look = 'code'
      if (/^<\/code\b/i.test(token.raw)) look = outer
    } else if (token.type === 'codespan') runs.push({ text: decode(token.text), look: 'code' })
    else if (token.type === 'strong') runs.push(...runsOf(token.tokens, 'bold'))
    else if ('tokens' in token && token.tokens !== undefined) runs.push(...runsOf(token.tokens, look))
    else if ('text' in token) runs.push(...withMarks({ text: decode(token.text), look }))
  }
  return runs
}

/** Returns a run with its emoji as signs that every font has, because an emoji has another width on each system. */
function withMarks({ text, look }: Run): Run[] {
  return text
    .split(/([❌✅])/u)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '❌') return { text: '✗', look: 'failed' }
      return part === '✅' ? { text: '✓', look: 'passed' } : { text: part, look }
    })
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

/** Returns text with its HTML entities resolved, without zero-width spaces, on one line. */
function decode(text: string): string {
  return text
    .replaceAll(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (whole, code?: string, name = '') =>
      code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)),
    )
    .replaceAll('\u200b', '')
    .replaceAll('\n', ' ')
}
