import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestAlgorithms, parseDigest } from './digest.ts'

const hex = 'a1'.repeat(32)

describe('a digest', () => {
  it('of sha256 is returned as it is', () => {
    expect(parseDigest(`sha256:${hex}`)).toEqual({ digest: `sha256:${hex}` })
  })

  it('of sha512 is accepted only if it is allowed', () => {
    const digest = `sha512:${hex}${hex}`
    expect(parseDigest(digest, digestAlgorithms)).toEqual({ digest })
    expect(parseDigest(digest)).toEqual({ problem: expect.stringContaining('it must be sha256') })
  })

  it.each<[string, string]>([
    ['', 'is not a digest'],
    ['latest', 'is not a digest'],
    [hex, 'is not a digest'],
    [`sha256:${hex}\n`, 'is not a digest'],
    [` sha256:${hex}`, 'is not a digest'],
    [`SHA256:${hex}`, 'is not a digest'],
    [`repo@sha256:${hex}`, 'is not a digest'],
    [`sha256:${hex}:tag`, 'is not a digest'],
    ['sha256:', 'is not a digest'],
    [`sha256:${'a'.repeat(1_000)}`, 'is not a digest'],
    [`sha256:${hex}0`, 'has 65 digits after sha256:, and must have 64'],
    ['sha256:00', 'has 2 digits after sha256:, and must have 64'],
    [`sha256:${hex.toUpperCase()}`, 'holds other characters than 0-9 and a-f'],
    [`sha256:${'-'.repeat(64)}`, 'holds other characters than 0-9 and a-f'],
    [`md5:${'0'.repeat(32)}`, 'is of an algorithm that does not count here'],
    [`blake3:${hex}`, 'is of an algorithm that does not count here'],
    [`multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8`, 'is of an algorithm'],
  ])('such as %j is refused, with the reason', (text, problem) => {
    expect(parseDigest(text)).toEqual({ problem: expect.stringContaining(problem) })
  })

  it('is accepted only if every character follows the grammar', () => {
    const near = fc
      .tuple(
        fc.constantFrom('sha256', 'sha512', 'sha-256', 'Sha256', ''),
        fc.constantFrom(':', '', '::', '@'),
        fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCXg\n =_-'), minLength: 60, maxLength: 130 }),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        const valid = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text) && !text.endsWith('\n')
        expect('digest' in parseDigest(text, digestAlgorithms)).toBe(valid)
      }),
    )
  })
})
