import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bitLengthOf, bytesOf, textOf } from './base64url.ts'

it('what was written comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(bytesOf(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  )
})

it('the length of a number is that of its bits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
      expect(bitLengthOf(Buffer.from(bytes).toString('base64url'))).toBe(
        number === 0n ? 0 : number.toString(2).length,
      )
    }),
  )
})

it.each(['', 'a', 'AA==', 'a+b/', 'ab c', 'abcde'])('%j is no base64url', (text) => {
  expect([bytesOf(text), textOf(text), bitLengthOf(text)]).toEqual([undefined, undefined, 0])
})

it('what is no UTF-8 is no text', () => {
  expect(textOf('_w')).toBeUndefined()
})
