import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idempotencyKeyOf, type RequestIdentity } from './idempotency-key.ts'

const text = fc.string({ maxLength: 4 })
const identity: fc.Arbitrary<RequestIdentity> = fc.record({
  repository: text,
  runId: text,
  plane: text,
  template: text,
  region: text,
  digest: text,
  expectedPrevious: fc.option(text, { nil: undefined }),
})

describe('an idempotency key', () => {
  it('is a quoted string that is equal only for equal requests', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        expect(idempotencyKeyOf(one)).toMatch(/^"[0-9a-f]{64}"$/)
        const same = JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other))
        expect(idempotencyKeyOf(one) === idempotencyKeyOf({ ...other })).toBe(same)
      }),
    )
  })
})
