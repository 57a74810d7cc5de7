import { request as send } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { checkRounds, faults, type Host, rounds, route, startHost } from './index.ts'

const hosts: Host[] = []
async function host(): Promise<Host> {
  let count = 0
  const started = await startHost({
    routes: [
      route('GET', '/lists/:name', ({ params }) => ({
        status: 200,
        headers: { link: '<x>; rel="next"' },
        body: [params.name, 2, 3],
      })),
      route('GET', '/files/:path*', ({ params }) => ({ status: 200, body: params.path })),
      route('POST', '/count', () => ({ status: 201, body: { count: ++count } })),
      route('GET', '/broken', () => {
        throw new Error('oops')
      }),
    ],
  })
  hosts.push(started)
  return started
}

afterEach(async () => {
  await Promise.all(hosts.splice(0).map((started) => started.close()))
})

describe('a request is received as it was sent', () => {
  test('an encoded slash, a colon and an emoji stay inside one parameter', async () => {
    const { url } = await host()
    const answer = await fetch(`${url}/lists/${encodeURIComponent('change:api/v1 🚀')}`)
    expect(await answer.json()).toEqual(['change:api/v1 🚀', 2, 3])
  })

  test('a last parameter with a star matches the rest of the path, decoded', async () => {
    const { url } = await host()
    expect(await (await fetch(`${url}/files/a/b%20c/d%23`)).text()).toBe('a/b c/d#')
  })

  test('a request without a route gets 404 and is logged without a route', async () => {
    const { url, log } = await host()
    expect((await fetch(`${url}/nowhere?a=1`, { headers: { authorization: 'Bearer secret' } })).status).toBe(
      404,
    )
    expect(log).toMatchObject([
      { method: 'GET', path: '/nowhere', query: { a: '1' }, route: null, status: 404 },
    ])
    expect(JSON.stringify(log)).not.toContain('secret')
  })

  test('a defect of the stand-in is distinguished from an intended answer', async () => {
    const { url, log } = await host()
    expect((await fetch(`${url}/broken`)).status).toBe(500)
    expect(log[0]?.defect).toEqual(new Error('oops'))
  })
})

describe('rounds', () => {
  test('answers that are gathered count as one round, however slowly their requests arrive', async () => {
    const started = await host()
    started.gather = 500
    const ask = () => fetch(`${started.url}/lists/a`)
    await Promise.all([ask(), ask(), ask()])
    expect(rounds(started.log)).toBe(1)
    await ask()
    expect(rounds(started.log)).toBe(2)
  })

  test('counts a batch as one, and each request that waited for another as one more', async () => {
    const started = await host()
    started.latency = 100
    await fetch(`${started.url}/lists/a`)
    await Promise.all(['b', 'c', 'd'].map((name) => fetch(`${started.url}/lists/${name}`)))
    expect(rounds(started.log)).toBe(2)
  })

  test('finds the longest chain, not the first one', () => {
    const spans = [
      [0, 100],
      [0, 10],
      [10, 20],
      [20, 30],
    ]
    expect(rounds(spans.map(([startedAt = 0, endedAt = 0]) => ({ startedAt, endedAt })))).toBe(3)
  })
})

describe('faults', () => {
  test('a reset comes before the request takes effect, or after it with `applied`', async () => {
    const started = await host()
    started.inject({ match: { route: '/count', nth: 1 }, fault: faults.reset() })
    started.inject({ match: { route: '/count' }, fault: faults.reset(), applied: true, times: 1 })
    const post = () => fetch(`${started.url}/count`, { method: 'POST' })
    await expect(post()).rejects.toThrow()
    await expect(post()).rejects.toThrow()
    expect(await (await post()).json()).toEqual({ count: 2 })
    expect(started.log.map(({ status, fault }) => [status, fault])).toEqual([
      [null, 'reset'],
      [null, 'reset'],
      [201, null],
    ])
  })

  test('the headers arrive and the body does not', async () => {
    const started = await host()
    started.inject({ match: () => true, fault: faults.resetAfterHeaders(3) })
    const answer = await fetch(`${started.url}/lists/a`)
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow()
  })

  test('a hanging request ends when the host closes', async () => {
    const started = await host()
    started.inject({ match: (_, index) => index === 0, fault: faults.hang() })
    const ended = new Promise((resolve) => {
      send(`${started.url}/lists/a`).on('error', resolve).end()
    })
    await expect.poll(() => started.log.length, { timeout: 240_000 }).toBe(1)
    await started.close()
    expect(await ended).toMatchObject({ code: 'ECONNRESET' })
  })

  test.each([
    [faults.tooManyRequests(7), 429, '{"message":"Too Many Requests"}', { 'retry-after': '7' }],
    [faults.badGateway(), 502, expect.stringContaining('<html>'), { 'content-type': 'text/html' }],
    [faults.redirect('http://127.0.0.1:9/'), 302, '', { location: 'http://127.0.0.1:9/' }],
    [faults.emptyBody(), 200, '', {}],
    [faults.noContent(), 204, '', {}],
    [faults.wrongShape({ no: 'list' }), 200, '{"no":"list"}', {}],
    [faults.truncatedList(1), 200, '["a"]', { link: null }],
    [faults.slowBody(4, 1), 200, '["a",2,3]', {}],
  ])('%o answers %i', async (fault, status, body, headers) => {
    const started = await host()
    started.inject({ match: { method: 'GET' }, fault })
    const answer = await fetch(`${started.url}/lists/a`, { redirect: 'manual' })
    expect(answer.status).toBe(status)
    expect(await answer.text()).toEqual(body)
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value)
  })

  test('the state can change between a request and its answer', async () => {
    const started = await host()
    const happened: string[] = []
    started.inject({ match: () => true, fault: faults.meanwhile(() => happened.push('push')) })
    expect(await (await fetch(`${started.url}/lists/a`)).json()).toHaveLength(3)
    expect(happened).toEqual(['push'])
  })
})

describe('checkRounds', () => {
  const ask = (at: Host) => fetch(`${at.url}/lists/a`)

  test('repeats a check with a host that waits longer, so that a slow batch is not taken for two', async () => {
    const started = await host()
    let checks = 0
    await checkRounds(started, async () => {
      checks += 1
      started.clearLog()
      // As long as the host waits only briefly, one request comes late.
      await Promise.all([
        ask(started),
        started.gather < 5_000 ? ask(started).then(() => ask(started)) : ask(started),
      ])
      expect(rounds(started.log)).toBe(1)
    }, [1, 5_000])
    expect(checks).toBe(2)
  })

  test('fails if requests wait for one another, however long the host waits', async () => {
    const started = await host()
    const check = async () => {
      started.clearLog()
      await ask(started)
      await ask(started)
      expect(rounds(started.log)).toBe(1)
    }
    await expect(checkRounds(started, check, [1, 50])).rejects.toThrow('expected 2 to be 1')
    expect(started.gather).toBe(0)
  })
})
