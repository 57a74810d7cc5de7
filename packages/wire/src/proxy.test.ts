import { UsageError } from '@suite/errors'
import { describe, expect, test } from 'vitest'
import { proxyFor, readCredentials } from './proxy.ts'

const https_proxy = 'http://proxy.test:3128'

function proxyOf(target: string, environment: Record<string, string>): string | undefined {
  return proxyFor(new URL(target), environment)?.href
}

describe('which proxy', () => {
  test.each([
    ['https://a.test/', { https_proxy }, 'http://proxy.test:3128/'],
    ['https://a.test/', { HTTPS_PROXY: https_proxy }, 'http://proxy.test:3128/'],
    ['https://a.test/', { https_proxy, HTTPS_PROXY: 'http://other.test' }, 'http://proxy.test:3128/'],
    ['https://a.test/', { https_proxy: '', HTTPS_PROXY: https_proxy }, 'http://proxy.test:3128/'],
    ['https://a.test/', { http_proxy: https_proxy }, undefined],
    ['http://a.test/', { http_proxy: https_proxy }, 'http://proxy.test:3128/'],
    ['http://a.test/', { https_proxy }, undefined],
    ['https://a.test/', { https_proxy: 'proxy.test:3128' }, 'http://proxy.test:3128/'],
    ['https://a.test/', { https_proxy: 'https://proxy.test' }, 'https://proxy.test/'],
    ['https://a.test/', {}, undefined],
    ['https://localhost:3000/', { https_proxy }, undefined],
    ['https://127.0.0.1/', { https_proxy }, undefined],
    ['https://[::1]/', { https_proxy }, undefined],
    ['https://127.example.test/', { https_proxy }, 'http://proxy.test:3128/'],
  ])('for %s with %o', (target, environment, proxy) => {
    expect(proxyOf(target, environment)).toBe(proxy)
  })
})

describe('which hosts are reached without a proxy', () => {
  test.each([
    ['https://a.test/', 'a.test', true],
    ['https://b.a.test/', 'a.test', true],
    ['https://b.a.test/', '.a.test', true],
    ['https://b.a.test/', '*.a.test', true],
    ['https://a.test/', '.a.test', true],
    ['https://ba.test/', 'a.test', false],
    ['https://a.test.evil.test/', 'a.test', false],
    ['https://A.test/', 'a.TEST', true],
    ['https://a.test/', 'x.test, a.test', true],
    ['https://a.test/', 'x.test a.test', true],
    ['https://a.test/', '*', true],
    ['https://a.test/', 'a.test:443', true],
    ['https://a.test:8443/', 'a.test:443', false],
    ['https://a.test:8443/', 'a.test:8443', true],
    ['https://10.0.0.1/', '10.0.0.1', true],
    ['https://[fd00::1]/', 'fd00::1', true],
    ['https://[fd00::1]:8443/', '[fd00::1]:8443', true],
    ['https://a.test/', ', ,', false],
    ['https://a.test/', '.', false],
  ])('%s with no_proxy %j: %s', (target, no_proxy, exempt) => {
    expect(proxyOf(target, { https_proxy, no_proxy }) === undefined).toBe(exempt)
  })
})

test.each(['socks5://me:secret@proxy.test', 'http://me:secret%@proxy.test', 'http://me:secret@'])(
  'an address of no HTTP proxy (%s) is an error that does not repeat the password',
  (value) => {
    const read = () => proxyOf('https://a.test/', { HTTPS_PROXY: value })
    expect(read).toThrow(UsageError)
    expect(read).toThrow('the environment variable HTTPS_PROXY does not hold')
    expect(read).not.toThrow('secret')
  },
)

test('a password with special characters reaches the proxy as it was meant', () => {
  const credentials = readCredentials(new URL('http://me:p%40ss%3Aword@proxy.test'))
  expect(credentials).toBe(`Basic ${Buffer.from('me:p@ss:word').toString('base64')}`)
})
