import { loadRegExpEngine } from '@suite/matchers'
import { valueAt } from '@suite/rest/json'
import type { Answer } from '@suite/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, json } from '../../../test/answers.ts'
import { allHold } from '../../check.ts'
import { type Demand, meet } from '../../demand.ts'
import { isSame } from '../../json.ts'
import { fill, placeholdersOf } from '../../placeholders.ts'
import type { ProbeRequest } from '../../probe.ts'
import { judgeHealth } from '../health/probe.ts'
import { type Expectation, httpProbe, judgeAnswer, type Step } from './probe.ts'

const compile = await loadRegExpEngine()
const nothing: Expectation = {
  status: [200],
  headers: [],
  json: [],
  text: [],
  latency: undefined,
  tlsDaysLeft: undefined,
}
const holds = (came: Answer, expect: Partial<Expectation>) =>
  allHold(judgeAnswer(came, { ...nothing, ...expect }))

describe('a value', () => {
  it.each<[string, Demand, unknown, boolean]>([
    ['is equal with its type', { equals: true }, true, true],
    ['is not equal as text', { equals: true }, 'true', false],
    ['is not equal as a number', { equals: true }, 1, false],
    [
      'is equal deep down, in any order',
      { equals: { a: [1, { b: null }], c: 2 } },
      { c: 2, a: [1, { b: null }] },
      true,
    ],
    ['is not equal with more in it', { equals: { a: 1 } }, { a: 1, b: 2 }, false],
    ['is not equal if it is missing', { equals: null }, undefined, false],
    ['is of a type', { type: 'integer' }, 3, true],
    ['is a number also if it is whole', { type: 'number' }, 3, true],
    ['is no integer', { type: 'integer' }, 3.5, false],
    ['is a list, not an object', { type: 'object' }, [], false],
    ['is null, not an object', { type: 'object' }, null, false],
    ['is not of type nothing', { type: 'null' }, undefined, false],
    ['contains', { contains: 'b' }, 'abc', true],
    ['contains no text if it is not a text', { contains: '1' }, 1, false],
    ['matches', { pattern: compile('^a+$') }, 'aa', true],
    ['does not match', { pattern: compile('^a+$') }, 'ab', false],
    ['is absent', { absent: true }, undefined, true],
    ['is not absent if it is null', { absent: true }, null, false],
  ])('%s', (_, demand, value, right) => {
    expect(meet('it', demand, value).holds).toBe(right)
  })

  it('that is checked by type alone is not shown, because it may differ each time', () => {
    expect(JSON.stringify(meet('/id', { type: 'string' }, 'secret-of-the-day'))).not.toContain('secret')
  })
})

describe('a JSON Pointer', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, list: { 0: 'zero' } }
  it.each([
    ['', document],
    ['/foo', document.foo],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/m~0n', 8],
    ['/list/0', 'zero'],
    ['/foo/2', undefined],
    ['/foo/-', undefined],
    ['/foo/00', undefined],
    ['/foo/length', undefined],
    ['/toString', undefined],
    ['/__proto__', undefined],
    ['/foo/0/x', undefined],
  ])('%s finds the value that RFC 6901 requires', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value)
  })

  it('finds a value under any key', () => {
    const encode = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.jsonValue(), (one, other, value) => {
        const nested = Object.fromEntries([[one, Object.fromEntries([[other, value]])]])
        expect(valueAt(nested, `/${encode(one)}/${encode(other)}`)).toBe(value)
      }),
    )
  })
})

it('two values are equal exactly if their JSON is, except for the order of members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(isSame(one, JSON.parse(JSON.stringify(one)))).toBe(true)
      expect(isSame(one, other)).toBe(isSame(other, one))
    }),
  )
})

describe('an answer', () => {
  const good = answer(200, { ...json, 'x-id': '1' }, { ok: true })
  it.each<[string, Answer, Partial<Expectation>, boolean]>([
    ['is right by its status', good, {}, true],
    ['may have one of several', answer(202, json, '{}'), { status: [200, 202] }, true],
    ['has another status', answer(201, json, '{}'), {}, false],
    ['is an unexpected page', answer(200, { 'content-type': 'text/html' }, 'x'), {}, false],
    [
      'is a page with another media type',
      answer(200, { 'content-type': 'text/plain' }, ' <!DOCTYPE html>'),
      {},
      false,
    ],
    [
      'is an expected page',
      answer(200, { 'content-type': 'text/html' }, '<html>'),
      { headers: [['content-type', { contains: 'html' }]] },
      true,
    ],
    ['has a header', good, { headers: [['x-id', { equals: '1' }]] }, true],
    [
      'has a header twice',
      answer(200, { ...json, 'x-id': ['1', '1'] }),
      { headers: [['x-id', { equals: '1' }]] },
      false,
    ],
    ['has a header that it must not have', good, { headers: [['x-id', { absent: true }]] }, false],
    ['has a value', good, { json: [['/ok', { equals: true }]] }, true],
    [
      'has JSON with another media type',
      answer(200, {}, { ok: true }),
      { json: [['/ok', { equals: true }]] },
      false,
    ],
    ['has a text', good, { text: [{ contains: '"ok"' }] }, true],
    ['lacks a text', good, { text: [{ contains: 'no' }] }, false],
    ['is fast', good, { latency: 2 }, true],
    ['is slow', good, { latency: 1 }, false],
    ['has no TLS', good, { tlsDaysLeft: 0 }, false],
    ['has a certificate', { ...good, tlsDaysLeft: 21 }, { tlsDaysLeft: 21 }, true],
    ['has one that ends soon', { ...good, tlsDaysLeft: 20 }, { tlsDaysLeft: 21 }, false],
    ['has one that ended', { ...good, tlsDaysLeft: -21 }, { tlsDaysLeft: 14 }, false],
  ])('%s', (_, came, over, right) => {
    expect(holds(came, over)).toBe(right)
  })
})

describe('requests one after another', () => {
  const step = (request: ProbeRequest, capture: Step['capture'] = []): Step => ({
    request,
    expect: nothing,
    capture,
  })
  const login = step({ method: 'POST', path: '/login' }, [
    { name: 'token', from: { json: '/token' }, secret: true },
    { name: 'id', from: { header: 'x-id' }, secret: false },
  ])
  const use = step({
    method: 'PUT',
    path: '/items/{{id}}?q={{id}}',
    headers: { authorization: 'Bearer {{token}}' },
    body: '{"token":"{{token}}"}',
  })

  const attempt = (respond: (request: ProbeRequest) => Answer, secrets: string[] = []) => {
    const probe = httpProbe({ name: 'x' }, [login, use])
    const tools = {
      now: () => new Date(0),
      keepSecret: (secret: string) => void secrets.push(secret),
      secrets: new Map<string, string>(),
      redact: (text: string) => text,
    }
    return probe.attempt(async (_, request) => respond(request), probe.terms, tools)
  }

  it('use captured values, encoded for their place, and keep secrets', async () => {
    const sent: ProbeRequest[] = []
    const secrets: string[] = []
    const { checks } = await attempt((request) => {
      sent.push(request)
      return answer(200, { ...json, 'x-id': 'a/../b c' }, { token: 'q"uote\r\nx' })
    }, secrets)
    expect(allHold(checks)).toBe(true)
    expect(sent[1]).toEqual({
      method: 'PUT',
      path: '/items/a%2F..%2Fb%20c?q=a%2F..%2Fb%20c',
      headers: { authorization: 'Bearer q"uotex' },
      body: '{"token":"q\\"uote\\r\\nx"}',
    })
    expect(secrets).toEqual(['q"uote\r\nx'])
  })

  it('stop after an answer that is not as expected or has nothing to capture', async () => {
    for (const came of [answer(500), answer(200, json, {})]) {
      const sent: ProbeRequest[] = []
      const { checks } = await attempt((request) => {
        sent.push(request)
        return came
      })
      expect(sent).toEqual([login.request])
      expect(allHold(checks)).toBe(false)
    }
  })

  it('no captured value changes the request around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { path, headers, body } = fill(
          use.request,
          new Map([
            ['id', value],
            ['token', value],
          ]),
        )
        const url = new URL(`http://127.0.0.1${path}`)
        expect(url.hash).toBe('')
        expect([...url.searchParams.keys()]).toEqual(['q'])
        expect(headers?.authorization).not.toMatch(/[\r\n]/)
        expect(JSON.parse(body ?? '')).toEqual({ token: value })
      }),
    )
  })

  it('list their placeholders, misspelt ones too', () => {
    expect(placeholdersOf('/{{a}}/{{b-c}}/{{ d }}/{{E}}/{{a}}')).toEqual(['a', 'b-c', ' d ', 'E', 'a'])
  })
})

describe('health', () => {
  it.each([
    ['ok as text', answer(200, { 'content-type': 'text/plain' }, 'ok'), true],
    ['JSON', answer(200, json, { ready: true }), true],
    ['nothing', answer(200), true],
    ['invalid JSON', answer(200, json, 'ok'), false],
    ['a page', answer(200, { 'content-type': 'text/html' }, '<h1>'), false],
    ['no content', answer(204), false],
    ['no', answer(503, json, {}), false],
  ])('answered by %s', (_, came, right) => {
    expect(allHold(judgeHealth([['/healthz', came]]).checks)).toBe(right)
  })
})

describe('what a header holds', () => {
  const found = (name: string) =>
    judgeAnswer(answer(200, { ...json, [name]: 'sid=s3cret' }), {
      ...nothing,
      headers: [[name, { equals: 'x' }]],
    }).find(({ holds }) => !holds)

  it('is shown if it is not as expected, but not if the header may hold a credential', () => {
    expect(found('x-kind')).toMatchObject({ found: '"sid=s3cret"' })
    expect(found('set-cookie')).toEqual({ expects: 'the header set-cookie is "x"', holds: false })
    expect(found('x-api-key')).not.toHaveProperty('found')
  })
})
