import { gzipSync } from 'node:zlib'
import { UsageError } from '@suite/errors'
import { describe, expect, test } from 'vitest'
import {
  closeInBody,
  hang,
  hangInBody,
  refusedPort,
  reply,
  replyBytes,
  replyInChunks,
  replyJson,
  resetBeforeAnswer,
  serve,
} from '../../wire/test/servers.ts'
import { failureOf, transportFor } from '../test/transports.ts'
import type { AttemptRecord } from './index.ts'

const ok = replyJson({ pin: 'abc' })
/** Milliseconds: time enough on a busy machine, with waits of a few hundredths of a second. */
const patient = 6000

describe('an answer arrives whole', () => {
  test('status, headers, JSON and the number of attempts reach the caller', async () => {
    const server = await serve(reply(200, { 'X-Twice': ['a', 'b'], 'set-cookie': 'id=1' }, '{"pin":"abc"}'))
    const transport = transportFor(patient)
    const answer = await transport.send({ method: 'get', url: `${server.url}/pin?token=t` })
    expect(answer).toMatchObject({ status: 200, attempts: 1, url: `${server.url}/pin?token=t` })
    expect(answer.json()).toEqual({ pin: 'abc' })
    expect(answer.headers.get('x-twice')).toBe('a, b')
    expect(answer.headers.has('set-cookie')).toBe(false)
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/pin?token=t' })
    expect(server.requests[0]?.headers).toMatchObject({
      'user-agent': 'suite-test/1',
      'accept-encoding': 'gzip',
    })
  })

  test('a body and headers of the caller are sent as they are', async () => {
    const server = await serve(ok)
    const headers = { Authorization: 'Bearer t', 'Content-Type': 'application/json' }
    await transportFor(patient).send({ method: 'POST', url: server.url, headers, body: '{"ä":1}' })
    expect(server.requests[0]).toMatchObject({ method: 'POST', body: '{"ä":1}' })
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer t', 'content-length': '8' })
  })

  test.each(['DELETE', 'GET'])('the body of a %s is sent with its length', async (method) => {
    const server = await serve(ok)
    await transportFor(patient).send({ method, url: server.url, body: '{"ä":1}' })
    expect(server.requests[0]).toMatchObject({ body: '{"ä":1}', headers: { 'content-length': '8' } })
  })

  test('a compressed answer is decompressed', async () => {
    const server = await serve(reply(200, { 'content-encoding': 'gzip' }, gzipSync('{"pin":"abc"}')))
    const answer = await transportFor(patient).send({ method: 'GET', url: server.url })
    expect(answer.json()).toEqual({ pin: 'abc' })
  })

  test.each([
    ['HEAD', reply(200, { 'content-length': 99_000_000, 'content-encoding': 'gzip' })],
    ['DELETE', reply(204)],
    ['GET', reply(304, { etag: '"1"' })],
  ])(
    'after an answer to %s without a body the connection is used again at once',
    async (method, behaviour) => {
      const server = await serve(behaviour)
      const transport = transportFor(patient)
      for (const _ of [1, 2]) expect((await transport.send({ method, url: server.url })).body).toHaveLength(0)
      expect(server.connections).toBe(1)
    },
  )

  test.each([400, 401, 403, 404, 409, 410, 412, 422])(
    '%i is an answer for the caller to judge',
    async (status) => {
      const server = await serve(reply(status, {}, '{"message":"no"}'))
      const answer = await transportFor(patient).send({ method: 'GET', url: server.url })
      expect([answer.status, answer.json()]).toEqual([status, { message: 'no' }])
      expect(server.requests).toHaveLength(1)
    },
  )

  test('twenty requests at once all arrive, over no more than twelve connections', async () => {
    const server = await serve(ok)
    const transport = transportFor(patient)
    const sending = Array.from({ length: 20 }, () => transport.send({ method: 'GET', url: server.url }))
    expect(await Promise.all(sending)).toHaveLength(20)
    expect(transport.count).toBe(20)
    expect(server.connections).toBeLessThanOrEqual(12)
  })
})

test.each(['GET', 'POST'])(
  '%s that waited for a kept connection may take as long as any other, and is not taken for unsent',
  async (method) => {
    const held: (() => void)[] = []
    const server = await serve((_, response) => {
      held.push(() => response.end('{}'))
      // Ten are on their way, and the eleventh waits: it gets the connection of the first, and then no answer.
      if (held.length === 12) held[0]?.()
    })
    const transport = transportFor(3_300)
    const sending = Array.from({ length: 13 }, () => transport.send({ method, url: server.url, raw: true }))
    const ends = await Promise.allSettled(sending)
    const [last] = ends.slice(-1)
    const { kind, ambiguous, message } = (last as PromiseRejectedResult).reason
    expect([kind, ambiguous]).toEqual(['timeout', method === 'POST'])
    expect(message).toContain('waited for the headers of the answer')
    expect(server.connections).toBe(12)
  },
)

describe('a damaged or false body is never returned as an answer', () => {
  test.each([
    ['an empty body', reply(200, { 'content-type': 'application/json' }), 'an empty body came'],
    [
      'HTML',
      reply(200, { 'content-type': 'text/html; charset=utf-8' }, '<p>secret</p>'),
      'HTML came where JSON',
    ],
    ['cut JSON', reply(200, { 'content-type': 'application/json' }, '{"secret":'), '(application/json)'],
    ['bytes that are not UTF-8', reply(200, {}, Buffer.from([0x22, 0xff, 0x22])), '(no content-type)'],
    ['a second byte-order mark', reply(200, {}, '\uFEFF\uFEFF{}'), 'is not the JSON that was expected'],
  ])('%s where JSON is expected is an error that does not repeat it', async (_, behaviour, words) => {
    const server = await serve(behaviour)
    const answer = await transportFor(patient).send({ method: 'GET', url: `${server.url}/pin` })
    expect(() => answer.json()).toThrow(`GET ${server.url}/pin: answered 200, but `)
    expect(() => answer.json()).toThrow(words)
    expect(() => answer.json()).not.toThrow('secret')
  })

  test('one byte-order mark is ignored', async () => {
    const server = await serve(reply(200, {}, '\uFEFF{}'))
    expect((await transportFor(patient).send({ method: 'GET', url: server.url })).json()).toEqual({})
  })

  test.each([
    ['a declared length', reply(200, {}, 'x'.repeat(2000))],
    ['a length that is known only at the end', replyInChunks('x'.repeat(1000), 'x'.repeat(1000))],
    ['a gzip bomb', reply(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(1_000_000)))],
  ])('too many bytes are refused: %s', async (_, behaviour) => {
    const server = await serve(behaviour)
    const sending = transportFor(patient).send({ method: 'GET', url: server.url, maxBytes: 1999 })
    expect((await failureOf(sending, 'too-large')).message).toContain('larger than 1999 bytes')
    expect(server.requests).toHaveLength(1)
  })

  test('a body of 11 MB is refused by default', async () => {
    const server = await serve(reply(200, {}, Buffer.alloc(11_000_000)))
    await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'too-large')
  })

  test.each([
    [
      'a cut gzip',
      reply(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(100)).subarray(0, -9)),
      'cut short',
    ],
    ['no gzip', reply(200, { 'content-encoding': 'gzip' }, 'plain'), 'damaged'],
    ['another encoding', reply(200, { 'content-encoding': 'br' }, 'x'), 'encoded in a way'],
    [
      'a body without a length',
      replyBytes('HTTP/1.1 200 OK\r\n\r\nrules: cut he'),
      'does not say how long it is',
    ],
    ['no HTTP', replyBytes('SSH-2.0-OpenSSH_9.7\r\n'), 'not valid HTTP (HPE_'],
    [
      'headers without end',
      replyBytes(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      'HPE_HEADER_OVERFLOW',
    ],
  ])('%s is an error', async (_, behaviour, words) => {
    const server = await serve(behaviour)
    const error = await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'malformed')
    expect(error.message).toContain(words)
    expect(server.requests).toHaveLength(1)
  })

  test('a connection that ends in the middle of a body is never a short body', async () => {
    const server = await serve(closeInBody)
    const error = await failureOf(transportFor(3_000).send({ method: 'GET', url: server.url }), 'reset')
    expect(error.message).toContain('closed in the middle of the answer (ECONNRESET)')
    expect(server.requests.length).toBeGreaterThan(1)
  })
})

describe('a failed request is sent again if that is safe', () => {
  test.each([
    ['a reset', resetBeforeAnswer],
    ['a body that was cut', closeInBody],
    ['408', reply(408)],
    ['500', reply(500)],
    ['502 with HTML', reply(502, { 'content-type': 'text/html' }, '<h1>Bad gateway</h1>')],
    ['503', reply(503, { 'retry-after': '0' })],
    ['429', reply(429, { 'retry-after': '0' })],
    [
      'a primary limit that is just over',
      reply(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }),
    ],
    ['a secondary limit', reply(403, { 'retry-after': '0' }, '{"message":"secondary rate limit"}')],
  ])('a read gets its answer after %s', async (_, fault) => {
    const server = await serve(fault, fault, ok)
    const transport = transportFor(patient)
    const answer = await transport.send({ method: 'GET', url: server.url })
    expect([answer.json(), answer.attempts, transport.count]).toEqual([{ pin: 'abc' }, 3, 3])
    expect(server.requests).toHaveLength(3)
  })

  test.each([
    ['before the headers', hang, 'headers of the answer'],
    ['in the body', hangInBody, 'rest of the body'],
  ])('a hang %s does not use up the whole run', async (_, fault, words) => {
    const server = await serve(fault, ok)
    const records: AttemptRecord[] = []
    const transport = transportFor(900, { onAttempt: (record) => records.push(record) })
    expect((await transport.send({ method: 'GET', url: server.url })).attempts).toBe(2)
    expect(records).toMatchObject([
      { attempt: 1, failure: 'timeout' },
      { attempt: 2, status: 200 },
    ])

    const stuck = await serve(fault)
    const error = await failureOf(transportFor(300).send({ method: 'GET', url: stuck.url }), 'timeout')
    expect(error.message).toContain(`waited for the ${words}`)
    expect(error.message).toContain('the input `timeout` (300 ms) leaves no time to try again')
    expect(stuck.requests.length).toBeGreaterThan(1)
  })

  test('the error of a read that is never answered names the request, how often it was sent, and which input ended it', async () => {
    const server = await serve(reply(502, { 'x-github-request-id': 'AB:12' }))
    const error = await failureOf(
      transportFor(300).send({ method: 'GET', url: `${server.url}/a?b=c` }),
      'status',
    )
    expect(error).toMatchObject({ status: 502, requestId: 'AB:12', ambiguous: false })
    expect(error.attempts).toBe(server.requests.length)
    expect(error.message).toMatch(
      /^GET http:\/\/127\.0\.0\.1:\d+\/a: answered 502; the input `timeout` \(300 ms\) leaves no time to try again \(\d+ attempts? in .+, request id AB:12\)$/,
    )
    expect(error.fix).toContain('raise the input `timeout`')
  })

  test('a failure that more time would not fix does not advise more time', async () => {
    const server = await serve(reply(501))
    const error = await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'status')
    expect(`${error.message} ${error.fix}`).not.toContain('timeout')
  })

  test('a request that got 501 is not sent again', async () => {
    const server = await serve(reply(501))
    await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'status')
    expect(server.requests).toHaveLength(1)
  })

  test.each(['GET', 'POST'])(
    '%s is tried again if no server listens, because nothing was sent',
    async (method) => {
      const url = `http://127.0.0.1:${await refusedPort()}/x`
      const error = await failureOf(transportFor(3_000).send({ method, url }), 'connect')
      expect(error.message).toContain('no connection (ECONNREFUSED)')
      expect(error.ambiguous).toBe(false)
      expect(error.attempts).toBeGreaterThan(1)
    },
  )

  test('a kept connection that was closed in the meantime is replaced at once', async () => {
    const server = await serve(ok, resetBeforeAnswer, ok)
    const transport = transportFor(patient)
    await transport.send({ method: 'GET', url: server.url })
    const answer = await transport.send({ method: 'GET', url: server.url })
    expect([answer.attempts, server.connections]).toEqual([2, 2])
  })
})

describe('a write is never carried out twice', () => {
  test.each([
    ['a reset', resetBeforeAnswer, 'reset'],
    ['a cut answer', closeInBody, 'reset'],
    ['a hang', hang, 'timeout'],
    ['408', reply(408), 'status'],
    ['500', reply(500), 'status'],
    ['502', reply(502), 'status'],
    ['503 with Retry-After', reply(503, { 'retry-after': '0' }), 'status'],
    ['an answer too large to read', reply(200, {}, Buffer.alloc(11_000_000)), 'too-large'],
  ] as const)('after %s the error says to read back', async (_, fault, kind) => {
    const server = await serve(fault, ok)
    const error = await failureOf(
      transportFor(900).send({ method: 'POST', url: server.url, body: '{}' }),
      kind,
    )
    expect(error.ambiguous).toBe(true)
    expect(error.message).toContain('it is not known whether the request took effect')
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['429', reply(429, { 'retry-after': '0' })],
    ['a secondary limit', reply(403, { 'retry-after': '0' })],
  ])('%s that names a time is a refusal, so the write is sent again', async (_, refusal) => {
    const server = await serve(refusal, ok)
    const answer = await transportFor(patient).send({ method: 'POST', url: server.url, body: '{"a":1}' })
    expect(answer.attempts).toBe(2)
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}'])
  })

  test('429 that names no time fails a write', async () => {
    const server = await serve(reply(429))
    const error = await failureOf(
      transportFor(patient).send({ method: 'POST', url: server.url }),
      'rate-limited',
    )
    expect(error.ambiguous).toBe(false)
    expect(server.requests).toHaveLength(1)
  })

  test('a POST that only asks is tried again', async () => {
    const server = await serve(reply(502), ok)
    const answer = await transportFor(patient).send({ method: 'POST', url: server.url, effect: 'read' })
    expect(answer.attempts).toBe(2)
  })
})

describe('a wait that is longer than the run fails it at once, and the error says until when', () => {
  test.each([
    ['seconds', 429, { 'retry-after': '2460' }, '2026-11-21T12:41:00Z, in 41 min'],
    ['a date', 429, { 'retry-after': 'Sat, 21 Nov 2026 12:10:00 GMT' }, '2026-11-21T12:10:00Z, in 10 min'],
    [
      'GitHub’s reset',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795262700' },
      '2026-11-21T12:05:00Z, in 5 min',
    ],
  ])('by %s', async (_, status, headers, words) => {
    const date = 'Sat, 21 Nov 2026 12:00:00 GMT'
    const server = await serve(reply(status, { date, ...headers }))
    const error = await failureOf(
      transportFor(patient).send({ method: 'GET', url: server.url }),
      'rate-limited',
    )
    const [, wait] = words.split(', ')
    expect(error.message).toContain(`answered ${status}: the rate limit is used up until `)
    expect(error.message).toContain(`, ${wait}; the input \`timeout\` (6 s) leaves no time to try again`)
    expect(error.fix).toContain('Run again after that')
    expect(server.requests).toHaveLength(1)
  })

  test('503 with a wait that is too long says how long it is', async () => {
    const server = await serve(reply(503, { 'retry-after': '7200' }))
    const error = await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'status')
    expect(error.message).toContain('in 2 h; the input `timeout`')
  })
})

describe('no secret leaks', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and only its origin is named', async (status) => {
    const elsewhere = await serve(ok)
    const server = await serve(reply(status, { location: `${elsewhere.url}/login?code=secret` }))
    const headers = { authorization: 'Bearer secret' }
    const sending = transportFor(patient).send({ method: 'POST', url: server.url, headers, body: '{}' })
    const error = await failureOf(sending, 'redirect')
    expect(error.message).toContain(
      `answered ${status}, a redirect to ${elsewhere.url}, which is not followed`,
    )
    expect(`${error.message}${error.fix}`).not.toContain('secret')
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0])
  })

  test('a secret in a path is redacted in the error and in the debug line', async () => {
    const server = await serve(reply(501))
    const routes: string[] = []
    const transport = transportFor(patient, {
      redact: (text) => text.replaceAll('s3cr3t', '***'),
      onAttempt: ({ route }) => routes.push(route),
    })
    const error = await failureOf(transport.send({ method: 'GET', url: `${server.url}/s3cr3t` }), 'status')
    expect(`${error.message} ${error.route} ${routes}`).not.toContain('s3cr3t')
    expect(error.message).toContain('/***: answered 501')
  })

  test('a request id that could be a command is dropped', async () => {
    const server = await serve(reply(501, { 'x-request-id': '::set-output name=a::b c' }))
    const error = await failureOf(transportFor(patient).send({ method: 'GET', url: server.url }), 'status')
    expect(error.requestId).toBeUndefined()
  })

  test.each([
    [
      'a line break in a header',
      { url: 'http://127.0.0.1:1/', headers: { authorization: 'Bearer secret\nx: y' } },
    ],
    ['a password in the URL', { url: 'https://me:secret@127.0.0.1:1/' }],
    ['a file', { url: 'file:///secret' }],
    ['no URL', { url: 'secret' }],
    ...[
      'http://192.0.2.2/',
      'HTTP://192.0.2.2:8787/',
      'http://api.example.com/',
      'http://0.0.0.0/',
      'http://localhost.evil.example/',
      'http://127.0.0.1.nip.io/',
      'http://[::ffff:192.0.2.2]/',
      'http://3221225986/',
    ].map((url) => [`plain http to ${url}`, { url, headers: { authorization: 'Bearer secret' } }] as const),
  ] as const)(
    '%s is refused before the request is sent, and the message does not repeat it',
    async (_, request) => {
      const transport = transportFor(patient)
      const error = await transport.send({ method: 'GET', ...request }).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(UsageError)
      expect(String(error)).not.toContain('secret')
      expect(transport.count).toBe(0)
    },
  )
})

describe('the end of a run', () => {
  test('a signal ends a read in flight at once, and no new request is sent', async () => {
    const stop = new AbortController()
    const server = await serve(() => stop.abort())
    const transport = transportFor(patient, { signal: stop.signal })
    const error = await failureOf(transport.send({ method: 'GET', url: server.url }), 'cancelled')
    expect(error.message).toContain('interrupted, because the run was stopped')
    const later = await failureOf(transport.send({ method: 'PUT', url: server.url }), 'cancelled')
    expect([error.ambiguous, later.ambiguous]).toEqual([false, false])
    expect(server.requests).toHaveLength(1)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'a %s that was sent before the signal still gets its answer, so that the outcome of the write is known',
    async (method) => {
      const stop = new AbortController()
      const server = await serve((request, response, body) => {
        stop.abort()
        // After the listeners of the signal, which would have ended the request by then.
        setImmediate(() => ok(request, response, body))
      })
      const transport = transportFor(patient, { signal: stop.signal })
      const answer = await transport.send({ method, url: server.url })
      expect([stop.signal.aborted, answer.json()]).toEqual([true, { pin: 'abc' }])
      await failureOf(transport.send({ method, url: server.url }), 'cancelled')
      expect(server.requests).toHaveLength(1)
    },
  )

  test('a write that the other side refuses for now is not sent again after the signal', async () => {
    const stop = new AbortController()
    const server = await serve((request, response, body) => {
      stop.abort()
      reply(429, { 'retry-after': '0' })(request, response, body)
    }, ok)
    const transport = transportFor(patient, { signal: stop.signal })
    const error = await failureOf(transport.send({ method: 'POST', url: server.url }), 'cancelled')
    expect(error.ambiguous).toBe(false)
    expect(server.requests).toHaveLength(1)
  })

  test('closing ends a write too, and says that it may have been carried out', async () => {
    const closing: { now?: () => void } = {}
    const server = await serve(() => closing.now?.())
    const transport = transportFor(patient)
    closing.now = () => transport.close()
    const error = await failureOf(transport.send({ method: 'PUT', url: server.url }), 'cancelled')
    expect(error.ambiguous).toBe(true)
    expect(error.message).toContain('the run was stopped; it is not known whether the request took effect')
  })

  test('a signal ends the wait before the next attempt', async () => {
    const stop = new AbortController()
    const server = await serve(reply(429, { 'retry-after': '4' }))
    const transport = transportFor(patient, { signal: stop.signal, onAttempt: () => stop.abort() })
    const error = await failureOf(transport.send({ method: 'GET', url: server.url }), 'cancelled')
    expect([error.attempts, server.requests.length]).toEqual([1, 1])
  })

  test('no write is sent if the signal comes while the host name is being resolved', async () => {
    const stop = new AbortController()
    const server = await serve(ok)
    const sending = transportFor(patient, { signal: stop.signal }).send({ method: 'PUT', url: server.url })
    stop.abort()
    expect((await failureOf(sending, 'cancelled')).ambiguous).toBe(false)
    expect(server.requests).toHaveLength(0)
  })

  test('no request is sent when the time is over', async () => {
    const server = await serve(ok)
    const error = await failureOf(transportFor(0).send({ method: 'GET', url: server.url }), 'timeout')
    expect(error.message).toContain('it was not sent, for the time is over; the input `timeout` (0 ms)')
    expect(error.message).toContain('(0 attempts in ')
    expect(server.requests).toHaveLength(0)
  })

  test('closing ends the requests in flight', async () => {
    let arrived: () => void = () => undefined
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const server = await serve(() => arrived())
    const transport = transportFor(patient)
    const sending = failureOf(transport.send({ method: 'GET', url: server.url }), 'cancelled')
    await arrival
    transport.close()
    await sending
  })
})

describe('raw answers, for a caller that judges them itself', () => {
  test.each([302, 407, 429, 500, 503])('%i comes back, and the request is sent once', async (status) => {
    const server = await serve(reply(status, { location: '/x', 'retry-after': '0' }))
    const answer = await transportFor(patient).send({ method: 'GET', url: server.url, raw: true })
    expect(answer.status).toBe(status)
    expect(server.requests).toHaveLength(1)
  })

  test('a failure is reported after one attempt', async () => {
    const server = await serve(resetBeforeAnswer)
    const sending = transportFor(patient).send({ method: 'GET', url: server.url, raw: true })
    expect((await failureOf(sending, 'reset')).attempts).toBe(1)
  })
})

test('each attempt leaves one line for the debug log', async () => {
  const answered = { 'x-github-request-id': 'C0DE:1', 'x-ratelimit-remaining': '4999' }
  const server = await serve(resetBeforeAnswer, reply(200, answered))
  const records: AttemptRecord[] = []
  const transport = transportFor(patient, { onAttempt: (record) => records.push(record) })
  await transport.send({ method: 'GET', url: `${server.url}/x?token=t`, route: '/repos/{owner}' })
  const line = { method: 'GET', route: '/repos/{owner}', milliseconds: expect.any(Number) }
  expect(records).toMatchObject([
    { ...line, attempt: 1, failure: 'reset' },
    { ...line, attempt: 2, status: 200, requestId: 'C0DE:1', remainingRate: 4999 },
  ])
})
