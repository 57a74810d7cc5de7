import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { runtimeToken } from '@suite/testkit/artifacts'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ownerFile, ownerOf, readOwner } from './owner.ts'

test('all steps of a job are the same owner, regardless of their tokens; every other job and run is another owner', () => {
  const owner = ownerOf(runtimeToken({ run: 'r', job: 'j' }))
  expect(ownerOf(runtimeToken({ run: 'r', job: 'j', expiresAt: new Date(0) }))).toBe(owner)
  expect(ownerOf(runtimeToken({ run: 'r', job: 'j2' }))).not.toBe(owner)
  expect(ownerOf(runtimeToken({ run: 'r2', job: 'j' }))).not.toBe(owner)
})

describe('a token without ids has no owner', () => {
  it.each([
    '',
    'a',
    'a.b.c',
    `a.${Buffer.from('{}').toString('base64url')}.c`,
    `a.${Buffer.from('null').toString('base64url')}.c`,
  ])('%j', (token) => expect(ownerOf(token)).toBeUndefined())
})

/** Returns an archive of one deflated file. */
function zipOf(name: string, content: Buffer): Buffer {
  const stored = deflateRawSync(content)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(stored.length, 20)
  central.writeUInt32LE(content.length, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt32LE(30 + stored.length, 16)
  return Buffer.concat([Buffer.alloc(30), stored, central, Buffer.from(name), end])
}

describe('the upload of another job is read as untrusted data', () => {
  test('its owner is found', () => {
    expect(readOwner(zipOf(ownerFile, Buffer.from('sha256:x\n')))).toBe('sha256:x\n')
    expect(readOwner(zipOf(`/${ownerFile}`, Buffer.from('sha256:x\n')))).toBe('sha256:x\n')
  })

  test('an owner file that inflates to gigabytes is ignored', () => {
    expect(readOwner(zipOf(ownerFile, Buffer.alloc(10_000_000)))).toBeUndefined()
  })

  test('an archive without an owner file has no owner', () => {
    expect(readOwner(zipOf('evidence.json', Buffer.from('{}')))).toBeUndefined()
  })

  test('broken bytes have no owner, and cause no error', () => {
    const whole = zipOf(ownerFile, Buffer.from('sha256:x\n'))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const broken = Buffer.from(whole)
        broken[at] = byte
        expect(() => readOwner(broken)).not.toThrow()
        expect(() => readOwner(broken.subarray(0, at))).not.toThrow()
      }),
    )
    expect(readOwner(randomBytes(1000))).toBeUndefined()
  })
})
