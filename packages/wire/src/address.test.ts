import { UsageError } from '@suite/errors'
import { describe, expect, test } from 'vitest'
import { isLoopback, problemOfAddress, readAddress, requireSafeAddress } from './address.ts'

const https = 'must be https'
const user = 'must not carry a user name or password'
const query = 'must have neither query nor fragment'
const absolute = 'must be an absolute address'

describe('a credential is never sent in the clear', () => {
  test.each([
    'https://api.example.com/client/v4',
    'https://192.0.2.1',
    'HTTPS://API.EXAMPLE.COM',
    'https://api.example.com.',
    'http://localhost:8787',
    'HTTP://LOCALHOST',
    'http://127.0.0.1/client/v4',
    'http://127.255.255.254',
    'http://127.1',
    'http://2130706433',
    'http://0x7f.0.0.1',
    'http://0177.0.0.1',
    'http://[::1]:1',
    'http://[0:0:0:0:0:0:0:1]',
  ])('%s is safe', (text) => {
    expect(readAddress(text)).toEqual({ value: new URL(text) })
    expect(problemOfAddress(new URL(text))).toBeUndefined()
  })

  test.each([
    ['http://api.example.com', https],
    ['HTTP://API.EXAMPLE.COM', https],
    ['http://192.0.2.2:8787/client/v4', https],
    ['http://10.0.0.1', https],
    ['http://0.0.0.0', https],
    ['http://0', https],
    ['http://[::]', https],
    ['http://3221225986', https],
    ['http://0300.0.2.2', https],
    ['http://126.255.255.255', https],
    ['http://128.0.0.1', https],
    ['http://localhost.evil.example', https],
    ['http://localhost.', https],
    ['http://evil-localhost', https],
    ['http://127.0.0.1.nip.io', https],
    ['http://127.0.0.1.example', https],
    ['http://[::ffff:192.0.2.1]', https],
    ['http://[::2]', https],
    ['http://[fe80::1]', https],
    ['http://localhost@192.0.2.2', user],
    ['http://127.0.0.1:80@192.0.2.2', user],
    ['http://user:secret@127.0.0.1', user],
    ['https://user:secret@api.example.com', user],
    ['https://@api.example.com', user],
    ['https://:@api.example.com', user],
    ['https://api.example.com/?token=secret', query],
    ['https://api.example.com/?', query],
    ['https://api.example.com/#', query],
    ['http://192.0.2.2\\@localhost', absolute],
    ['http:/localhost', absolute],
    ['http:localhost', absolute],
    ['ht\ntp://localhost', absolute],
    [' https://api.example.com', absolute],
    ['https://api.example.com\n', absolute],
    ['http://[fe80::1%25eth0]', absolute],
    ['http://[::1%25lo]', absolute],
    ['ftp://localhost', absolute],
    ['ws://localhost', absolute],
    ['//api.example.com', absolute],
    ['api.example.com', absolute],
    ['', absolute],
  ])('%s is refused', (text, problem) => {
    expect(readAddress(text)).toEqual({ problem: expect.stringContaining(problem) })
    const require = () => requireSafeAddress(text, 'the variable X', 'Write it as https://host.')
    expect(require).toThrow(UsageError)
    expect(require).toThrow(`the variable X ${problem}`)
    expect(require).not.toThrow('secret')
  })
})

test('no name of another machine is taken for loopback', () => {
  const addresses = ['https://localhost', 'http://127.0.0.9', 'https://[::1]', 'http://localhost.example']
  expect(addresses.map((address) => isLoopback(new URL(address)))).toEqual([true, true, true, false])
})
