import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createExchange, mostBytes, type Outcome, type WireRequest } from './exchange.ts'
import { headerOf, valuesOf } from './headers.ts'

const pem = (name: string) => readFileSync(new URL(`../test/certificates/${name}`, import.meta.url), 'utf8')

const open: { close(): void }[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

async function listen<Kind extends Server | ReturnType<typeof createSocketServer>>(
  server: Kind,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close: () => {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  })
  return (server.address() as AddressInfo).port
}

interface Sending extends Partial<Omit<WireRequest, 'url'>> {
  readonly environment?: Readonly<Record<string, string>>
  readonly authorities?: string
  readonly signal?: AbortSignal
}

function send(
  url: string,
  { environment = {}, authorities, signal, ...rest }: Sending = {},
): Promise<Outcome> {
  const exchange = createExchange(
    { environment, certificateAuthorities: authorities },
    signal ?? new AbortController().signal,
  )
  return exchange({
    method: 'GET',
    url: new URL(url),
    headers: {},
    body: undefined,
    family: undefined,
    limit: 2_000,
    ...rest,
  })
}

const failureOf = async (outcome: Promise<Outcome>) => {
  const ended = await outcome
  return 'failure' in ended ? ended.failure.kind : `answered ${ended.answer.status}`
}

it('keeps a header that came twice, and follows no redirect', async () => {
  const port = await listen(
    createServer((_, response) =>
      response
        .writeHead(302, [
          ...['Access-Control-Allow-Origin', 'https://a.example'],
          ...['access-control-allow-origin', 'https://b.example'],
          ...['location', '/elsewhere', 'content-length', '2'],
        ])
        .end('ok'),
    ),
  )
  const outcome = await send(`http://127.0.0.1:${port}/`)
  if (!('answer' in outcome)) throw new Error('no answer')
  expect(outcome.answer).toMatchObject({ status: 302, body: 'ok', tlsDaysLeft: undefined })
  expect(valuesOf(outcome.answer, 'access-control-allow-origin')).toEqual([
    'https://a.example',
    'https://b.example',
  ])
  expect(headerOf(outcome.answer, 'access-control-allow-origin')).toBe('https://a.example, https://b.example')
})

it('sends a body whole, and opens a connection of its own each time', async () => {
  const ports = new Set<number | undefined>()
  const port = await listen(
    createServer(async (request, response) => {
      ports.add(request.socket.remotePort)
      let body = ''
      for await (const chunk of request) body += chunk
      response.end(`${request.headers['content-length']} ${body}`)
    }),
  )
  for (const _ of [1, 2, 3]) {
    const outcome = await send(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'ä' })
    expect(outcome).toMatchObject({ answer: { body: '2 ä' } })
  }
  expect(ports.size).toBe(3)
})

describe('over TLS', () => {
  const secure = () =>
    listen(
      createSecureServer({ key: pem('server-key.pem'), cert: pem('server.pem') }, (_, response) =>
        response.end('ok'),
      ),
    )

  it('says how many days the certificate is valid, and how long each phase took', async () => {
    const outcome = await send(`https://localhost:${await secure()}/`, { authorities: pem('authority.pem') })
    if (!('answer' in outcome)) throw new Error(JSON.stringify(outcome))
    const { tlsDaysLeft, timings } = outcome.answer
    expect(tlsDaysLeft).toBeGreaterThan(0)
    expect(Object.keys(timings)).toEqual(expect.arrayContaining(['dns', 'connect', 'tls', 'ttfb', 'total']))
    expect(timings.total).toBeGreaterThanOrEqual(timings.ttfb)
  })

  it('sends nothing to a server that it does not trust', async () => {
    expect(await failureOf(send(`https://localhost:${await secure()}/`))).toBe('tls')
  })

  it('does not do so either if the environment turns verification off', async () => {
    const former = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      expect(await failureOf(send(`https://localhost:${await secure()}/`))).toBe('tls')
    } finally {
      if (former === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = former
    }
  })

  it('does not take plain text for TLS', async () => {
    const port = await listen(createServer((_, response) => response.end('ok')))
    expect(await failureOf(send(`https://localhost:${port}/`))).toBe('tls')
  })

  it('goes through a proxy, and does not take its refusal for the answer', async () => {
    const target = await secure()
    let refuse = false
    const proxy = createServer()
    proxy.on('connect', ({ url = '' }, client) => {
      if (refuse) return client.end('HTTP/1.1 404 Not Found\r\n\r\n')
      const socket = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(client).pipe(socket)
      })
    })
    const port = await listen(proxy)
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'example.org' }
    // Loopback by name is never proxied, so the name is another one, which the proxy alone knows.
    const sending = { environment, authorities: pem('authority.pem') }
    const outcome = await send(`https://service.invalid:${target}/`, sending)
    // The certificate is for localhost: that it is looked at shows that TLS was spoken with the target.
    expect(outcome).toMatchObject({ failure: { kind: 'tls', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
    refuse = true
    expect(await failureOf(send(`https://service.invalid:${target}/`, sending))).toBe('proxy')
    expect(await failureOf(send(`https://service.invalid:${target}/`, { ...sending, family: 4 }))).toBe(
      'no-route',
    )
  })
})

it('sends nothing over plain http to another machine, not even through a proxy', async () => {
  const seen: string[] = []
  const port = await listen(
    createServer((request, response) => {
      seen.push(String(request.url))
      response.end()
    }),
  )
  const environment = { http_proxy: `http://127.0.0.1:${port}` }
  for (const url of ['http://192.0.2.2/', 'http://service.invalid/', `http://127.0.0.1.nip.invalid:${port}/`])
    await expect(send(url, { environment })).rejects.toThrow('must be https (plain http only on loopback)')
  expect(seen).toEqual([])
})

describe('the failure says why there is no answer:', () => {
  it('no server listens', async () => {
    const port = await listen(createServer())
    open.pop()?.close()
    expect(await failureOf(send(`http://127.0.0.1:${port}/`))).toBe('connect')
  })

  it('the host has no address', async () => {
    expect(await failureOf(send('https://nothing.invalid/'))).toBe('dns')
  })

  it.each([
    ['closed at once', '', 'reset'],
    ['no HTTP', 'hello\r\n\r\n', 'malformed'],
    ['cut short', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', 'reset'],
    ['cut within a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhalf', 'reset'],
    ['without a length', 'HTTP/1.1 200 OK\r\n\r\nperhaps all', 'malformed'],
    ['encoded', 'HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 1\r\n\r\nx', 'malformed'],
    [
      'too large',
      `HTTP/1.1 200 OK\r\ncontent-length: ${mostBytes + 1}\r\n\r\n${'x'.repeat(mostBytes + 1)}`,
      'too-large',
    ],
  ])('%s', async (_, text, kind) => {
    const port = await listen(
      createSocketServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(text))),
    )
    expect(await failureOf(send(`http://127.0.0.1:${port}/`))).toBe(kind)
  })

  it.each([
    ['before the headers', ''],
    ['within the body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'],
  ])('a hang %s ends at the deadline', async (_, text) => {
    const port = await listen(createSocketServer((socket) => socket.on('error', () => {}).write(text)))
    expect(await failureOf(send(`http://127.0.0.1:${port}/`, { limit: 50 }))).toBe('timeout')
  })

  it('a cancelled run ends the request', async () => {
    const stop = new AbortController()
    const port = await listen(createServer(() => stop.abort()))
    expect(await failureOf(send(`http://127.0.0.1:${port}/`, { signal: stop.signal }))).toBe('cancelled')
  })

  it('an address of the other family', async () => {
    expect(await failureOf(send('http://127.0.0.1:9/', { family: 6 }))).toBe('no-route')
    expect(await failureOf(send('http://[::1]:9/', { family: 4 }))).toBe('no-route')
  })
})
