import { createTransport, startDeadline } from '@suite/http'
import { describe, expect, it } from 'vitest'
import { connectControlPlane } from './connect.ts'

const connect = (url: string, token = 'token') => {
  const transport = createTransport({
    deadline: startDeadline(1_000),
    userAgent: 'test',
    environment: {},
    redact: (text) => text,
  })
  const plane = connectControlPlane(transport, { url: new URL(url), token }, { template: 'a', region: 'b' })
  return { plane, transport }
}

describe('access to a control plane', () => {
  it.each([
    ['https://cp.example', 'https://cp.example'],
    ['https://cp.example:8443/base/', 'https://cp.example:8443/base'],
    ['http://localhost:1/', 'http://localhost:1'],
    ['http://127.0.0.9', 'http://127.0.0.9'],
    ['http://[::1]:1', 'http://[::1]:1'],
  ])('%s is accepted', (url, name) => {
    expect(connect(url).plane.name).toBe(name)
  })

  it.each([
    ['http://cp.example', 'must be https'],
    ['http://127.0.0.1.example', 'must be https'],
    ['http://localhost.example', 'must be https'],
    ['ftp://cp.example', 'must be https'],
    ['https://user@cp.example', 'must not carry a user name or password'],
    ['https://:hunter2@cp.example', 'must not carry a user name or password'],
    ['https://cp.example/?x', 'must have neither query nor fragment'],
    ['https://cp.example/#x', 'must have neither query nor fragment'],
  ])('%s is refused', (url, says) => {
    expect(() => connect(url)).toThrow(expect.objectContaining({ reason: 'input-invalid' }))
    expect(() => connect(url)).toThrow(says)
    expect(() => connect(url)).not.toThrow('hunter2')
  })

  it.each(['', ' a', 'a ', 'a b', 'a\nb', 'a\r\nhost: x', 'a\tb', 'ä'])(
    'the token %j is refused',
    (token) => {
      expect(() => connect('https://cp.example', token)).toThrow('the token of the control plane')
    },
  )
})
