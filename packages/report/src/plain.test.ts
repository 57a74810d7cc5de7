import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocks, bullets, code, codeBlock, details, heading, plainOf, table, text, visible } from './index.ts'

describe('a summary in a log, which does not render Markdown', () => {
  it('is readable, without escapes', () => {
    const markdown = blocks(
      heading(2, text('Require proofs')),
      `❌ **fail** · ${text('#1 lacks proofs for change:routes (api/wrangler.toml)')}`,
      table(['Label', 'Because of'], [[code('change:routes'), `${code('a_b|c')}<br>${text('1 * 2')}`]]),
      bullets([text('written: add @team')]),
      details('3 files', codeBlock('mkdir -p -- ops/proofs')),
    )
    expect(plainOf(markdown).split('\n')).toEqual([
      'Require proofs',
      '',
      '❌ fail · #1 lacks proofs for change:routes (api/wrangler.toml)',
      '',
      '| Label | Because of |',
      '| change:routes | a_b|c; 1 * 2 |',
      '',
      '- written: add @team',
      '',
      '3 files',
      '',
      '```',
      'mkdir -p -- ops/proofs',
      '```',
    ])
  })

  it('has no row for empty headers', () => {
    expect(plainOf(table(['', ''], [['Pin', code('a/b')]]))).toBe('| Pin | a/b |')
  })

  it('shows the words of a link without an address that would hide them', () => {
    const link = `[${code('a[1].ts')}](https://forge.example/a%5B1%5D.ts#L3)`
    expect(plainOf(table(['File'], [[`${link} in ${text('[b](https://forge.example)')}`]]))).toContain(
      '| a[1].ts in [b](https://forge.example) |',
    )
  })

  it('shows every text unchanged, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        const seen = visible(value).trim()
        expect(
          plainOf(`- ${text(value)}`)
            .slice(2)
            .trim(),
        ).toBe(seen)
        expect(
          plainOf(`- ${code(value)}`)
            .slice(2)
            .trim(),
        ).toBe(seen)
      }),
    )
  })
})
