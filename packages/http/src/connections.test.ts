import { UsageError } from '@suite/errors'
import { describe, expect, test } from 'vitest'
import {
  authority,
  refusedPort,
  replyJson,
  serve,
  serveNothing,
  serveProxy,
  serveSecurely,
  serveSecureProxy,
} from '../../wire/test/servers.ts'
import { failureOf, transportFor } from '../test/transports.ts'

const ok = replyJson({ pin: 'abc' })
const patient = 6000

describe('a request with Connection: close', () => {
  test.each([
    ['plain', () => serve(ok)],
    ['TLS', () => serveSecurely(ok)],
  ])('never meets the server of a kept connection again (%s)', async (_, start) => {
    const server = await start()
    const transport = transportFor(patient, { certificateAuthorities: authority })
    const send = (headers = {}) => transport.send({ method: 'GET', url: server.url, headers })
    await send()
    await Promise.all(Array.from({ length: 6 }, () => send({ connection: 'close' })))
    expect(server.connections).toBe(7)
    await send()
    expect(server.connections).toBe(7)
  })
})

describe('a private certificate authority', () => {
  test('makes a server with its certificate trusted', async () => {
    const server = await serveSecurely(ok)
    const transport = transportFor(patient, { certificateAuthorities: authority })
    for (const _ of [1, 2]) {
      expect((await transport.send({ method: 'GET', url: server.url })).json()).toEqual({ pin: 'abc' })
    }
    expect(server.connections).toBe(1)
  })

  test('is missing: the error names ca-file, and nothing was sent', async () => {
    const server = await serveSecurely(ok)
    const sending = transportFor(patient).send({ method: 'POST', url: server.url })
    const error = await failureOf(sending, 'tls')
    expect(error.message).toContain('the TLS handshake failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)')
    expect(error.fix).toContain('`ca-file`')
    expect([error.attempts, error.ambiguous, server.requests.length]).toEqual([1, false, 0])
  })

  test('does not make a server trusted under another name', async () => {
    const server = await serveSecurely(ok)
    const environment = { https_proxy: (await serveProxy(server.port)).url }
    const transport = transportFor(patient, { certificateAuthorities: authority, environment })
    const error = await failureOf(transport.send({ method: 'GET', url: 'https://other.test/' }), 'tls')
    expect(error.message).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)')
    expect(server.requests).toHaveLength(0)
  })

  test.each([
    ['no certificate was found', 'not PEM'],
    ['cannot be read', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('%s: such a file is refused, not ignored', async (words, pem) => {
    const transport = transportFor(patient, { certificateAuthorities: pem })
    const error = await transport
      .send({ method: 'GET', url: 'https://127.0.0.1:1/' })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toContain(`ca-file: `)
    expect(String(error)).toContain(words)
  })

  test('plain HTTP instead of TLS is named as a failure of TLS', async () => {
    const server = await serve(ok)
    const sending = transportFor(patient).send({ method: 'GET', url: server.url.replace('http:', 'https:') })
    expect((await failureOf(sending, 'tls')).attempts).toBe(1)
  })

  test('is needed even if the environment turns verification off', async () => {
    const former = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      const server = await serveSecurely((_, response) => response.end('anybody'))
      const sending = transportFor(patient).send({ method: 'GET', url: server.url })
      await failureOf(sending, 'tls')
    } finally {
      if (former === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = former
    }
  })
})

describe('a TLS handshake that never completed', () => {
  test.each([
    ['was closed', true, 'connect', 'no connection (ECONNRESET)'],
    ['was not answered', false, 'timeout', 'waited for a connection'],
  ] as const)('because the connection %s is tried again, for a write too', async (_, close, kind, words) => {
    const server = await serveNothing(close)
    const sending = transportFor(3_000).send({ method: 'POST', url: `https://127.0.0.1:${server.port}/` })
    const error = await failureOf(sending, kind)
    expect(error.message).toContain(words)
    expect(error.ambiguous).toBe(false)
    expect(server.connections).toBeGreaterThan(1)
  })
})

describe('a proxy', () => {
  test('carries TLS in a tunnel that serves again, with a private authority at its end', async () => {
    const server = await serveSecurely(ok)
    const proxy = await serveProxy(server.port)
    const environment = { HTTPS_PROXY: proxy.url.replace('//', '//me:p%40ss@') }
    const transport = transportFor(patient, { certificateAuthorities: authority, environment })
    for (const _ of [1, 2]) {
      expect((await transport.send({ method: 'GET', url: 'https://target.test/pin?x=1' })).json()).toEqual({
        pin: 'abc',
      })
    }
    const credentials = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
    expect(proxy.tunnels).toEqual([{ authority: 'target.test:443', credentials }])
    expect(server.requests).toMatchObject([{ url: '/pin?x=1' }, { url: '/pin?x=1' }])
    expect(server.requests[0]?.headers).toMatchObject({ host: 'target.test' })
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization')
  })

  test('that is reached by TLS must show a certificate for its own name', async () => {
    const server = await serveSecurely(ok)
    const proxy = await serveSecureProxy(server.port)
    const environment = { HTTPS_PROXY: proxy.url }
    // The target's certificate is for another name than the request's, the proxy's is for the proxy's own name.
    const transport = transportFor(patient, { certificateAuthorities: authority, environment })
    const error = await failureOf(transport.send({ method: 'GET', url: 'https://other.test/' }), 'tls')
    expect(error.message).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)')
    expect(proxy.tunnels).toHaveLength(1)
    expect(server.requests).toHaveLength(0)
  })

  test('carries plain HTTP too, to a forge that the runner itself reaches by plain HTTP', async () => {
    const server = await serve(ok)
    const proxy = await serveProxy(server.port)
    const environment = { http_proxy: proxy.url.replace('//', '//me:p%40ss@') }
    const headers = { authorization: 'Bearer t' }
    const answer = await transportFor(patient, { environment, plainOrigin: 'http://target.test' }).send({
      method: 'GET',
      url: 'http://target.test/pin',
      headers,
    })
    expect(answer.json()).toEqual({ pin: 'abc' })
    expect(proxy.requests).toMatchObject([{ url: 'http://target.test/pin' }])
    expect(proxy.requests[0]?.headers).toMatchObject({ host: 'target.test', authorization: 'Bearer t' })
  })

  test.each([403, 404, 407])(
    'that answers %i never has its answer taken for that of the target',
    async (status) => {
      const proxy = await serveProxy(1, status)
      const environment = { https_proxy: proxy.url.replace('//', '//me:secret@') }
      const sending = transportFor(patient, { environment }).send({
        method: 'GET',
        url: 'https://target.test/',
      })
      const error = await failureOf(sending, 'proxy')
      expect(error.message).toContain(`the proxy did not open a tunnel: it answered ${status}`)
      expect(error.fix).toContain(status === 407 ? 'HTTPS_PROXY' : 'NO_PROXY')
      expect(`${error.message}${error.fix}${error.cause}`).not.toContain('secret')
      expect([error.status, proxy.tunnels.length]).toEqual([undefined, 1])
    },
  )

  test.each([
    ['is overloaded', 503, 'proxy', 'it answered 503'],
    ['hangs', 0, 'timeout', 'waited for a connection'],
  ] as const)('that %s is tried again, for a write too', async (_, refusal, kind, words) => {
    const proxy = await serveProxy(1, refusal)
    const sending = transportFor(3_000, { environment: { https_proxy: proxy.url } }).send({
      method: 'POST',
      url: 'https://target.test/',
    })
    const error = await failureOf(sending, kind)
    expect(error.message).toContain(words)
    expect(error.ambiguous).toBe(false)
    expect(proxy.tunnels.length).toBeGreaterThan(1)
  })

  test('that is not there is named in the error', async () => {
    const environment = { https_proxy: `http://127.0.0.1:${await refusedPort()}` }
    const sending = transportFor(3_000, { environment }).send({ method: 'GET', url: 'https://target.test/' })
    expect((await failureOf(sending, 'connect')).message).toContain(
      'no connection through the proxy (ECONNREFUSED)',
    )
  })

  test('is not used for loopback', async () => {
    const server = await serve(ok)
    const proxy = await serveProxy(server.port, 403)
    const transport = transportFor(patient, { environment: { http_proxy: proxy.url } })
    expect((await transport.send({ method: 'GET', url: server.url })).status).toBe(200)
    expect(proxy.requests).toHaveLength(0)
  })
})
