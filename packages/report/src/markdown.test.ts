import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks, bullets, code, codeBlock, details, facts, prose, table, text } from './markdown.ts'
import { visible } from './visible.ts'

const hostile = {
  newline: 'a\nb\r\n::error::pwned',
  ansi: '\u001b[2J\u001b[31mred\u009b0m',
  bidi: 'safe\u202etxt.exe\u2066',
  backticks: '`a`` ```',
  pipes: 'a|b\\|c\\',
  script: '<script>alert(1)</script><!--',
  mention: '@team/all me@example.com',
  reference: '#123 owner/repo#4',
  command: '::error file=x::pwned ##[error]x',
  surrogate: 'a\ud800b\udc00',
  link: '[x](https://evil.example) www.evil.example <https://evil.example>',
  formula: '$a$ and $$b$$',
  huge: 'x'.repeat(4096),
}
const each = Object.entries(hostile)

/** Returns what a reader sees: without entities, escapes, our own HTML and zero-width spaces. */
const shown = (markdown: string) =>
  markdown
    .replaceAll(/<\/?(?:code|span|br)>|&#8203;/g, '')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))
    .replaceAll('&amp;', '&')

/** Returns the cells of a line of a table: a pipe without a backslash before it ends a cell. */
const cellsOf = (line: string) => line.slice(1, -1).split(/(?<!\\)\|/)

describe('text from outside', () => {
  it.each(each)('with %s shows exactly itself, on one line', (_, value) => {
    expect(shown(text(value))).toBe(visible(value))
    expect(shown(code(value))).toBe(visible(value))
    expect(text(value)).not.toMatch(/[\n\r]/)
  })

  it('is shown unchanged, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(shown(text(value))).toBe(visible(value))
        expect(shown(code(value))).toBe(visible(value))
      }),
    )
  })

  it('notifies no person, and links to no issue', () => {
    // An entity would be decoded before the forge looks for mentions.
    expect(text('@team')).toBe('@&#8203;team')
    expect(text('fixes #12')).toBe('fixes \\#&#8203;12')
  })

  it('becomes neither markup nor links nor HTML', () => {
    expect(text('**a** _b_ ~c~ [d](e) `f`')).toBe('\\*\\*a\\*\\* \\_b\\_ \\~c\\~ \\[d\\]\\(e\\) \\`f\\`')
    expect(text('https://a www.b.c')).toBe('https\\://a www\\.b\\.c')
    expect(text('<img src=x>')).toBe('&lt;img src=x\\>')
    expect(text('&lt;')).toBe('&amp;lt;')
  })

  it('starts no formula', () => {
    expect(text('$id')).not.toMatch(/\$/)
    expect(code('$id')).not.toMatch(/\$/)
  })

  it('shown as code cannot end its element', () => {
    for (const [, value] of each) expect(code(value)).toMatch(/^<code>[^<>`|\\@]*<\/code>$/)
  })
})

describe('a sentence', () => {
  it('shows what is between backticks as code, as its writer meant it', () => {
    expect(prose('Run `npm ci` in api.')).toBe('Run <code>npm ci</code> in api\\.')
  })

  it('keeps a backtick without a partner', () => {
    expect(prose('a ` b')).toBe('a \\` b')
  })

  it.each(each)('is as safe as text and code are, with %s in it', (_, value) => {
    const inside = value.replaceAll('`', '')
    expect(prose(`a ${inside} \`${inside}\``)).toBe(`${text(`a ${inside} `)}${code(inside)}`)
  })
})

describe('a table', () => {
  it.each(each)('keeps its columns with %s in a cell', (_, value) => {
    const [header = '', rule, row = ''] = table(['a', 'b', 'c'], [[text(value), code(value), 'end']]).split(
      '\n',
    )
    expect(cellsOf(header)).toHaveLength(3)
    expect(rule).toBe('| --- | --- | --- |')
    expect(cellsOf(row)).toHaveLength(3)
    expect(shown(cellsOf(row)[0] ?? '').trim()).toBe(visible(value).trim())
  })

  it('does not escape a pipe twice, which would show the backslash', () => {
    expect(table(['a'], [[text('a|b')]])).toContain('| a\\|b |')
    expect(table(['a'], [['raw|pipe']])).toContain('| raw\\|pipe |')
  })

  it('keeps each row on one line, whatever line breaks a cell contains', () => {
    expect(table(['a'], [['x\ny\r\nz\rw']]).split('\n')[2]).toBe('| x<br>y<br>z<br>w |')
  })

  it('keeps its rows and columns with any text in any cell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (values) => {
        const lines = table(values.map(text), [values.map(code), values.map(text)]).split('\n')
        expect(lines).toHaveLength(4)
        for (const line of lines) expect(cellsOf(line)).toHaveLength(values.length)
      }),
    )
  })
})

describe('a block of code', () => {
  it('cannot be ended by its content', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('`', '``', '```', '````\n', '\n```', 'a', '\n')), (parts) => {
        const lines = codeBlock(parts.join('')).split('\n')
        const fence = lines[0] ?? ''
        expect(fence).toMatch(/^`{3,}$/)
        expect(lines.at(-1)).toBe(fence)
        expect(lines.slice(1, -1).filter((line) => line.startsWith(fence))).toEqual([])
      }),
    )
  })

  it('keeps lines and tabs, so that it can be copied, leaves colours out and escapes control characters', () => {
    expect(codeBlock('a\r\n\tb\u001b[31m\u001b[2J\u202e', 'sh')).toBe('```sh\na\n\tb\\u{1b}[2J\\u{202e}\n```')
  })

  it('is not truncated, so that a command in it can be copied', () => {
    expect(codeBlock('x'.repeat(1_000))).toContain('x'.repeat(1_000))
  })
})

describe('a fold', () => {
  it.each(each)('cannot be ended by a label with %s', (_, value) => {
    const [first] = details(value, 'content').split('\n')
    expect(first).toMatch(/^<details><summary>[^<>]*<\/summary>$/)
  })

  it('shows its label unchanged, because a forge does not render Markdown there', () => {
    expect(details('3 files (a_b)', 'c')).toBe('<details><summary>3 files (a_b)</summary>\n\nc\n\n</details>')
  })
})

describe('blocks', () => {
  it('leave out empty parts, so that there is no gap', () => {
    expect(blocks('a', '', undefined, bullets(['b', 'c']))).toBe('a\n\n- b\n- c')
  })
})

describe('named values', () => {
  it('are one a line, safe, and leave out what is not known', () => {
    expect(
      facts([
        ['Pin', code('web/eu')],
        ['Image', undefined],
        ['A *name*', text('b')],
      ]),
    ).toBe('- **Pin:** <code>web/eu</code>\n- **A \\*name\\*:** b')
  })
})
