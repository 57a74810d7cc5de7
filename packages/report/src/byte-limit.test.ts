import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withinBytes } from './byte-limit.ts'
import { codeBlock, details } from './markdown.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).length
const note = /\n\n\*Cut here: .*\*\n$/

describe('a summary', () => {
  it('that fits is not changed', () => {
    expect(withinBytes('äöü\n', 7)).toBe('äöü\n')
  })

  it('that is too long keeps whole lines, and says that it is truncated', () => {
    const cut = withinBytes('line\n'.repeat(100), 200)
    expect(cut).toMatch(note)
    expect(cut.replace(note, '')).toMatch(/^(line\n)*line$/)
  })

  it('is never truncated within a character', () => {
    const euros = '€€€€€€€€€\n'.repeat(50)
    for (let limit = 150; limit < 190; limit += 1) {
      const cut = withinBytes(euros, limit)
      expect(bytesOf(cut)).toBeLessThanOrEqual(limit)
      expect(cut.replace(note, '')).toMatch(/^(€{9}\n?)+$/)
    }
  })

  it('closes an open block of code, so that the note is not part of it', () => {
    const cut = withinBytes(codeBlock(`\`\`\`\n${'x\n'.repeat(500)}`), 300)
    expect(cut).toMatch(/\n````\n\n\*Cut here/)
  })

  it('closes every open fold, so that the note is not hidden', () => {
    const cut = withinBytes(details('a', details('b', 'x\n'.repeat(500))), 300)
    expect(cut).toMatch(/\n\n<\/details>\n\n<\/details>\n\n\*Cut here/)
  })

  it('counts the text that closes its folds, for any number of folds', () => {
    const cut = withinBytes('<details>\n'.repeat(100), 300)
    expect(bytesOf(cut)).toBeLessThanOrEqual(300)
    expect(cut.split('<details>').length).toBe(cut.split('</details>').length)
  })

  it('treats the content of a block of code as text, not as a fold', () => {
    const cut = withinBytes(`${codeBlock('<details>')}\n${'x\n'.repeat(500)}`, 300)
    expect(cut).not.toContain('</details>')
  })

  it('is never longer than the forge accepts, so that the forge does not drop it', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\n', '```\n', '`````\n', '<details>', '</details>\n', '€\n', '\ud800\n'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 200 }), fc.integer({ min: 0, max: 600 }), (parts, limit) => {
        expect(bytesOf(withinBytes(parts.join(''), limit))).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('of a megabyte is truncated quickly', () => {
    const long = `${'| `a` | b |\n'.repeat(200_000)}`
    expect(bytesOf(withinBytes(long, 1_000_000))).toBeGreaterThan(999_000)
  })
})
