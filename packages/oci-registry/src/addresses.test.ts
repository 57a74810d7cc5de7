import { describe, expect, test } from 'vitest'
import { originOf, refuseAddress } from './addresses.ts'
import { parseImageReference } from './image-reference.ts'

test.each([
  ['ghcr.io/acme/runtime', 'https://ghcr.io'],
  ['ubuntu', 'https://registry-1.docker.io'],
  ['registry.example:5000/runtime', 'https://registry.example:5000'],
  ['10.0.0.5:5000/runtime', 'https://10.0.0.5:5000'],
  ['localhost.example/runtime', 'https://localhost.example'],
  ['localhost:5000/runtime', 'http://localhost:5000'],
  ['127.0.0.1:5000/runtime', 'http://127.0.0.1:5000'],
  ['[::1]:5000/runtime', 'http://[::1]:5000'],
])('%s is reached at %s: a password never travels in the clear', (image, origin) => {
  expect(originOf(parseImageReference(image)).origin).toBe(origin)
})

describe('an address that the registry names', () => {
  const public_ = 'https://registry.example'
  const local = 'http://127.0.0.1:5000'

  test.each([
    ['https://auth.example/token', public_],
    ['https://registry.example/v2/token', public_],
    ['https://registry.example:8443/token', public_],
    ['https://10.0.0.5:8443/token', 'https://10.0.0.5'],
    ['https://11.0.0.1/token', public_],
    ['http://127.0.0.1:6000/token', local],
    ['http://localhost:6000/token', local],
    ['https://auth.example/token', local],
  ])('%s is allowed for %s', (address, registry) => {
    expect(refuseAddress(new URL(address), new URL(registry))).toBeUndefined()
  })

  test.each([
    ['http://auth.example/token', public_, 'not encrypted'],
    ['http://registry.example/token', public_, 'not encrypted'],
    ['http://auth.example/token', local, 'not encrypted'],
    ['http://169.254.169.254/latest/meta-data', local, 'not encrypted'],
    ['http://127.0.0.1:6000/token', public_, 'not encrypted'],
    ['file:///etc/passwd', public_, 'not encrypted'],
    ['https://user:pw@auth.example/token', public_, 'holds a user'],
    ['https://127.0.0.1/token', public_, 'inside'],
    ['https://2130706433/token', public_, 'inside'],
    ['https://localhost/token', public_, 'inside'],
    ['https://localhost./token', public_, 'inside'],
    ['http://127.0.0.1.nip.io/token', local, 'not encrypted'],
    ['http://localhost.evil.example/token', local, 'not encrypted'],
    ['https://10.1.2.3/token', public_, 'inside'],
    ['https://172.20.0.1/token', public_, 'inside'],
    ['https://192.168.1.1/token', public_, 'inside'],
    ['https://169.254.169.254/token', public_, 'inside'],
    ['https://[::1]/token', public_, 'inside'],
    ['https://[fd00::1]/token', public_, 'inside'],
    ['https://[fe80::1]/token', public_, 'inside'],
    ['https://[::ffff:10.0.0.1]/token', public_, 'inside'],
    ['https://10.0.0.6/token', 'https://10.0.0.5', 'inside'],
  ])('%s is refused for %s', (address, registry, why) => {
    expect(refuseAddress(new URL(address), new URL(registry))).toContain(why)
  })
})
