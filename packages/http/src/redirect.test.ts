import { describe, expect, test } from 'vitest'
import {
  authority,
  type Behaviour,
  hang,
  reply,
  replyJson,
  serve,
  serveSecurely,
} from '../../wire/test/servers.ts'
import { failureOf, transportFor } from '../test/transports.ts'

const patient = 6000
const ok = replyJson({ asset: 1 })
const leadTo = (location: string, status = 302): Behaviour => reply(status, { location })
const secrets = {
  authorization: 'Bearer secret',
  cookie: 'id=secret',
  'private-token': 'secret',
  'x-api-key': 'secret',
  'cf-access-client-secret': 'secret',
}

describe('a redirect that the caller wants followed', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i leads to the requested content, without the credentials',
    async (status) => {
      const storage = await serve(ok)
      const server = await serve(leadTo(`${storage.url}/blob?signature=secret`, status))
      const headers = { ...secrets, accept: 'application/octet-stream', range: 'bytes=0-9' }
      const url = `${server.url}/asset`
      const answer = await transportFor(patient).send({ method: 'GET', url, headers, follow: true })
      expect([answer.json(), answer.attempts, answer.url]).toEqual([{ asset: 1 }, 2, url])
      expect(server.requests[0]?.headers).toMatchObject(secrets)
      const [came] = storage.requests
      expect(came).toMatchObject({ method: 'GET', url: '/blob?signature=secret' })
      expect(came?.headers).toMatchObject({ accept: 'application/octet-stream', range: 'bytes=0-9' })
      expect(JSON.stringify(came?.headers)).not.toContain('secret')
    },
  )

  test('sends no credentials back to the same origin either', async () => {
    const server = await serve(leadTo('elsewhere?x=1'), ok)
    const send = { method: 'HEAD', url: `${server.url}/a/b`, headers: secrets, follow: true }
    expect((await transportFor(patient).send(send)).status).toBe(200)
    expect(server.requests[1]).toMatchObject({ method: 'HEAD', url: '/a/elsewhere?x=1' })
    expect(JSON.stringify(server.requests[1]?.headers)).not.toContain('secret')
  })

  test('is sent again if it fails, and never with the credentials', async () => {
    const storage = await serve(reply(503), reply(500), ok)
    const server = await serve(leadTo(storage.url))
    const send = { method: 'GET', url: server.url, headers: secrets, follow: true }
    expect((await transportFor(patient).send(send)).attempts).toBe(4)
    expect([server.requests.length, storage.requests.length]).toEqual([1, 3])
    expect(JSON.stringify(storage.requests)).not.toContain('secret')
  })

  test('is named by its origin alone if it does not answer', async () => {
    const storage = await serve(hang)
    const server = await serve(leadTo(`${storage.url}/blob?signature=secret`))
    const send = { method: 'GET', url: `${server.url}/asset`, follow: true }
    const error = await failureOf(transportFor(600).send(send), 'timeout')
    expect(error.message).toContain(`GET ${server.url}/asset, redirected to ${storage.url}: no answer within`)
    expect(error.message).not.toContain('secret')
  })

  test('is followed once: a second one is refused', async () => {
    const far = await serve(ok)
    const near = await serve(leadTo(far.url))
    const server = await serve(leadTo(near.url))
    const sending = transportFor(patient).send({ method: 'GET', url: server.url, follow: true })
    const error = await failureOf(sending, 'redirect')
    expect(error.message).toContain(`a redirect to ${far.url}, which is not followed`)
    expect(error.fix).toContain('one redirect is followed')
    expect([server.requests.length, near.requests.length, far.requests.length]).toEqual([1, 1, 0])
  })

  test.each([
    ['plain http to another machine', 'http://192.0.2.1/'],
    ['a name that only looks like loopback', 'http://127.0.0.1.nip.invalid/'],
    ['a user and a password', 'https://me:secret@storage.invalid/'],
    ['another protocol', 'ftp://storage.invalid/'],
    ['no address', 'https://['],
  ])('is refused if it leads to %s', async (_, location) => {
    const server = await serveSecurely(leadTo(location))
    const transport = transportFor(patient, { certificateAuthorities: authority })
    const error = await failureOf(
      transport.send({ method: 'GET', url: server.url, follow: true }),
      'redirect',
    )
    expect(`${error.message}${error.fix}`).not.toContain('secret')
    expect([server.requests.length, transport.count]).toEqual([1, 1])
  })

  test('leads from https to plain http on loopback, which no other machine can read', async () => {
    const storage = await serve(ok)
    const server = await serveSecurely(leadTo(storage.url))
    const transport = transportFor(patient, { certificateAuthorities: authority })
    const answer = await transport.send({ method: 'GET', url: server.url, follow: true })
    expect(answer.json()).toEqual({ asset: 1 })
  })

  test.each([
    ['a write', { method: 'POST' }],
    ['a GET that changes something', { method: 'GET', effect: 'write' as const }],
    ['a request with a body', { method: 'GET', body: '{}' }],
    ['a request that does not ask for it', { method: 'GET', follow: false }],
  ])('is not followed for %s', async (_, request) => {
    const elsewhere = await serve(ok)
    const server = await serve(leadTo(elsewhere.url))
    await failureOf(transportFor(patient).send({ url: server.url, follow: true, ...request }), 'redirect')
    expect(elsewhere.requests).toHaveLength(0)
  })

  test.each([{ raw: true }, { redirects: true }])(
    'is returned to a caller that judges it itself (%o)',
    async (way) => {
      const server = await serve(leadTo('/elsewhere'))
      const answer = await transportFor(patient).send({
        method: 'GET',
        url: server.url,
        follow: true,
        ...way,
      })
      expect([answer.status, server.requests.length]).toEqual([302, 1])
    },
  )
})
