import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { compileProofGlobs } from './proof-globs.ts'

describe('the globs of proofs', () => {
  it('are compiled', () => {
    const [glob] = compileProofGlobs(['ops/proofs/**'])
    expect(glob?.matches('ops/proofs/.a')).toBe(true)
  })

  it.each(['!ops/proofs/README.md', '!!!a', 'ops/{a'.padEnd(2_000, 'x')])(
    'that would take anything for a proof, or cannot be read, are refused: %s',
    (glob) => {
      const compile = () => compileProofGlobs(['ops/**', glob])
      expect(compile).toThrow(UsageError)
      expect(compile).toThrow(JSON.stringify(glob).slice(0, -1))
    },
  )

  it('are told all at once', () => {
    expect(() => compileProofGlobs(['!a', '!b'])).toThrow(/"!a".*\n.*"!b"/)
  })
})
