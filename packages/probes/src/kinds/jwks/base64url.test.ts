import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bitLengthOf, bytesOf, textOf } from './base64url.ts'

it('bytes that are encoded are decoded again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(bytesOf(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  )
})

it('the length of a number is its number of bits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
      expect(bitLengthOf(Buffer.from(bytes).toString('base64url'))).toBe(
        number === 0n ? 0 : number.toString(2).length,
      )
    }),
  )
})

it.each(['', 'a', 'AA==', 'a+b/', 'ab c', 'abcde'])('%j is not base64url', (text) => {
  expect([bytesOf(text), textOf(text), bitLengthOf(text)]).toEqual([undefined, undefined, 0])
})

it('bytes that are not UTF-8 are not text', () => {
  expect(textOf('_w')).toBeUndefined()
})
