import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Behaviour, reply, replyJson, serve } from '../../wire/test/servers.ts'
import { failureOf, transportFor } from '../test/transports.ts'
import type { Outcome } from './outcome.ts'
import type { Setback } from './retry.ts'
import { sumUp } from './setbacks.ts'

const total = 300_000
const ok = replyJson({ pin: 'abc' })

/** A run whose time passes only while it waits, and 20 ms with each request. */
function startRun() {
  let time = 0
  const waits: number[] = []
  const lines: string[] = []
  const events: { readonly at: number; readonly happens: () => Promise<void> }[] = []
  const run = {
    waits,
    lines,
    time: () => time,
    remaining: () => Math.max(0, total - time),
    pass: (milliseconds: number) => {
      time += milliseconds
    },
    at: (moment: number, happens: () => Promise<void>) => events.push({ at: moment, happens }),
    transport: () =>
      transportFor(total, {
        deadline: { total, remaining: run.remaining },
        onAttempt: () => run.pass(20),
        onWaiting: (line) => lines.push(line),
        clock: {
          now: () => Date.UTC(2026, 10, 21, 12) + time,
          random: () => 0.5,
          async sleep(milliseconds) {
            waits.push(milliseconds)
            time += milliseconds
            for (const { happens } of events.splice(0, events.filter(({ at }) => at <= time).length))
              await happens()
          },
        },
      }),
  }
  return run
}

/** Fails by one behaviour until a moment of the run, and then answers. */
const until =
  (run: ReturnType<typeof startRun>, moment: number, fault: Behaviour): Behaviour =>
  (...exchange) =>
    (run.time() < moment ? fault : ok)(...exchange)

const hangUp: Behaviour = (request) => request.socket.destroy()

describe('a run of 300 s waits for the end of an outage of 20 s', () => {
  test.each([
    ['503', reply(503), 'answered 503'],
    ['500', reply(500), 'answered 500'],
    ['a page of a proxy with 502', reply(502, { 'content-type': 'text/html' }), 'answered 502'],
    ['reset', hangUp, 'the connection was closed before the answer (ECONNRESET)'],
  ] as const)('%s, which the log says once', async (_, fault, words) => {
    const run = startRun()
    const server = await serve(until(run, 20_000, fault))
    const answer = await run.transport().send({ method: 'GET', url: `${server.url}/pins?token=secret` })
    expect(answer.json()).toEqual({ pin: 'abc' })
    expect(run.time()).toBeLessThan(20_000 + 5_000)
    expect(Math.max(...run.waits)).toBeLessThanOrEqual(5_000)
    expect(run.lines).toEqual([
      `Waiting: GET ${server.url}/pins: ${words}. It is sent again for up to 5 min.`,
    ])
  })

  test('by a server that is started again, for a write too, which was not sent before', async () => {
    const run = startRun()
    const former = createServer()
    const port = await listen(former)
    await new Promise((resolve) => former.close(resolve))
    run.at(20_000, async () => {
      await listen(
        createServer((_, response) => response.end('{}')),
        port,
      )
    })
    const url = `http://127.0.0.1:${port}/`
    const answer = await run.transport().send({ method: 'POST', url, body: '{}' })
    expect([answer.status, run.lines]).toEqual([
      200,
      [`Waiting: POST ${url}: no connection (ECONNREFUSED). It is sent again for up to 5 min.`],
    ])
  })

  test('also for a write that may be sent twice; one that may not is not sent again', async () => {
    const run = startRun()
    const [first, second] = [await serve(until(run, 20_000, reply(503))), await serve(reply(503))]
    const transport = run.transport()
    const answer = await transport.send({ method: 'PUT', url: first.url, effect: 'repeatable' })
    expect(answer.status).toBe(200)
    const error = await failureOf(transport.send({ method: 'PUT', url: second.url }), 'status')
    expect([error.ambiguous, error.attempts, second.requests.length]).toEqual([true, 1, 1])
    expect(error.fix).not.toContain('timeout')
  })
})

test('the log has one line for each service that the run waits for', async () => {
  const run = startRun()
  const [first, second] = [
    await serve(until(run, 9_000, reply(503))),
    await serve(until(run, 9_000, reply(503))),
  ]
  const transport = run.transport()
  const urls = [`${first.url}/a`, `${first.url}/b`, `${second.url}/c`]
  await Promise.all(urls.map((url) => transport.send({ method: 'GET', url })))
  expect(run.lines).toHaveLength(2)
})

test('an outage without end ends the run at its deadline, never later, and says so', async () => {
  const run = startRun()
  const server = await serve(reply(503))
  const error = await failureOf(run.transport().send({ method: 'GET', url: server.url }), 'status')
  expect(error.reason).toBe('outside-failed')
  expect(error.message).toContain('answered 503; the input `timeout` (5 min) leaves no time to try again')
  expect(error.fix).toContain('raise the input `timeout`')
  expect(error.attempts).toBeGreaterThan(total / 5_000)
  // The last attempt was made when hardly more was left than one attempt needs.
  expect(run.remaining()).toBeLessThanOrEqual(1_000)
  expect(run.time()).toBeLessThanOrEqual(total)
})

test('the run waits as long as the service asks, and ends at once if that is too long', async () => {
  const run = startRun()
  const asked = { date: 'Sat, 21 Nov 2026 12:00:00 GMT', 'retry-after': '120' }
  const server = await serve(reply(429, asked), ok)
  await run.transport().send({ method: 'GET', url: server.url })
  expect(run.time()).toBeGreaterThanOrEqual(120_000)
  const late = await serve(reply(429, asked))
  run.pass(100_000)
  const before = run.time()
  const error = await failureOf(run.transport().send({ method: 'GET', url: late.url }), 'rate-limited')
  expect([late.requests.length, run.time() - before]).toEqual([1, 20])
  expect(error.message).toContain('until 2026-11-21T12:05:')
})

test.each([400, 401, 403, 404])('the run never waits after %i', async (status) => {
  const run = startRun()
  const server = await serve(reply(status))
  const answer = await run.transport().send({ method: 'GET', url: server.url })
  expect([answer.status, answer.attempts, run.waits, run.lines]).toEqual([status, 1, [], []])
})

test('a run that is cancelled stops waiting at once', async () => {
  const stop = new AbortController()
  const server = await serve(reply(503))
  const transport = transportFor(total, {
    signal: stop.signal,
    clock: {
      now: () => Date.now(),
      random: () => 1,
      // Without the signal this wait would never end.
      sleep: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve())
          stop.abort()
        }),
    },
  })
  const error = await failureOf(transport.send({ method: 'GET', url: server.url }), 'cancelled')
  expect([error.reason, server.requests.length]).toEqual(['cancelled', 1])
})

describe('the error after several attempts', () => {
  const outcome = (status: number): Outcome => ({
    answer: { status, headers: new Map(), body: new Uint8Array() },
  })
  const failed = (status: number, setback: Partial<Setback> = {}) => ({
    outcome: outcome(status),
    setback: { kind: 'status' as const, ambiguous: false, ...setback },
  })

  test('repeats the last answer of the service, not that the deadline cut off one more attempt', () => {
    const cut = failed(0, { kind: 'timeout', outOfTime: true })
    expect(sumUp(failed(503), cut)).toMatchObject({
      outcome: { answer: { status: 503 } },
      setback: { kind: 'status', outOfTime: true },
    })
    expect(sumUp(undefined, cut)).toEqual(cut)
    expect(sumUp(failed(503), failed(502))).toMatchObject({ outcome: { answer: { status: 502 } } })
  })

  test('still says that the write is in doubt when a later attempt did not reach the service', () => {
    const sent = failed(503, { ambiguous: true })
    expect(sumUp(sent, failed(0, { kind: 'connect' })).setback.ambiguous).toBe(true)
    expect(sumUp(sent, failed(0, { kind: 'timeout', outOfTime: true })).setback.ambiguous).toBe(true)
  })
})

async function listen(server: Server, port = 0): Promise<number> {
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
