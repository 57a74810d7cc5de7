import { parseInputs } from '@suite/contract'
import { describe, expect, it } from 'vitest'
import { contract } from './contract.ts'

const inputs = (proofs: string) => parseInputs(contract, (name) => ({ token: 't', proofs })[name])

describe('the globs of proofs', () => {
  it('are compiled, and match hidden files too', () => {
    const [glob] = inputs('ops/proofs/**').proofs
    expect(glob?.matches('ops/proofs/.a')).toBe(true)
  })

  it.each(['!ops/proofs/README.md', '!!!a', 'ops/{a'.padEnd(2_000, 'x')])(
    'that would take anything for a proof, or cannot be read, are refused before any request: %s',
    (glob) => {
      expect(() => inputs(`ops/**\n${glob}`)).toThrow(
        expect.objectContaining({ name: 'UsageError', reason: 'input-invalid' }),
      )
    },
  )
})
