import { describe, expect, it } from 'vitest'
import { shortenDigests } from './digests.ts'

const one = `sha256:${'0123456789abcdef'.repeat(4)}`
const other = `sha256:${'fedcba9876543210'.repeat(4)}`

describe('a headline with digests', () => {
  it('can be read: each digest is short, and the whole one is not lost', () => {
    expect(shortenDigests(`web/eu is ${one}, and was ${other}`)).toEqual({
      line: 'web/eu is sha256:0123456789ab…, and was sha256:fedcba987654…',
      digests: [
        { shown: 'sha256:0123456789ab…', whole: one },
        { shown: 'sha256:fedcba987654…', whole: other },
      ],
    })
  })

  it.each([
    ['without its algorithm', 'ab'.repeat(32), `${'ab'.repeat(6)}…`],
    ['of sha512', `sha512:${'ab'.repeat(64)}`, `sha512:${'ab'.repeat(6)}…`],
    ['after the name of an image', `host/app@${one}`, 'host/app@sha256:0123456789ab…'],
    ['at the end of a sentence', `It is ${one}.`, 'It is sha256:0123456789ab….'],
  ])('is short for a digest %s', (_, line, short) => {
    expect(shortenDigests(line).line).toBe(short)
  })

  it('never shows two digests as if they were one', () => {
    const twin = `${one.slice(0, -1)}0`
    const { line } = shortenDigests(`${one} and ${twin}`)
    expect(new Set(line.split(' and ')).size).toBe(2)
    const { line: alike } = shortenDigests(`${one} and ${one.slice(0, 30)}${'0'.repeat(41)}`)
    expect(new Set(alike.split(' and ')).size).toBe(2)
    expect(alike).not.toMatch(/[0-9a-f]{64}/)
  })

  it.each([
    '0123456789abcdef0123456789abcdef01234567',
    `${'a'.repeat(63)}`,
    `x${'a'.repeat(64)}`,
    'sha256:abc',
  ])('keeps what is not a digest: %s', (line) => {
    expect(shortenDigests(line)).toEqual({ line, digests: [] })
  })
})
