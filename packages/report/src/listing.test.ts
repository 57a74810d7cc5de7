import { describe, expect, it } from 'vitest'
import { counted, firstOf } from './listing.ts'

describe('a list in a message', () => {
  it('says how many items it leaves out', () => {
    expect(firstOf(['a', 'b', 'c'], 2, (item) => item)).toBe('a, b and 1 more')
    expect(firstOf(['a', 'b'], 2, (item) => item)).toBe('a, b')
  })

  it('counts in words', () => {
    expect([0, 1, 2].map((count) => counted(count, 'file'))).toEqual(['0 files', '1 file', '2 files'])
    expect(counted(2, 'proof is', 'proofs are')).toBe('2 proofs are')
  })
})
