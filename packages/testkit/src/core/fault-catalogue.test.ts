import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Answer } from './answer.ts'
import { requestFaults } from './fault-catalogue.ts'
import { type Host, startHost } from './host.ts'
import { route } from './router.ts'

const truth: Answer = {
  status: 200,
  headers: { link: '<http://127.0.0.1/items?page=2>; rel="next"' },
  body: [
    { id: 1, name: 'first', sha: 'a'.repeat(40) },
    { id: 2, name: 'second', sha: 'b'.repeat(40) },
  ],
}

let host: Host
let writes: number
beforeEach(async () => {
  writes = 0
  host = await startHost({
    routes: [
      route('GET', '/items', () => truth),
      route('POST', '/items', () => {
        writes += 1
        return { status: 201, body: { id: 3 } }
      }),
    ],
  })
})
afterEach(() => host.close())

type Seen =
  | { readonly status: number; readonly text: string; readonly headers: Headers }
  | { readonly error: string }

/** Sends a request that meets a fault, and returns what the client sees. */
async function meet(
  name: string,
  method: 'GET' | 'POST' = 'GET',
  times: 'once' | 'for good' = 'once',
): Promise<Seen> {
  const fault = requestFaults.find((each) => each.name === name)
  const plan = fault?.plan(
    {
      method,
      target: '/items',
      answer: method === 'GET' ? truth : { status: 201, body: { id: 3 } },
      origin: host.url,
      elsewhere: 'http://127.0.0.1:9',
      before: () => ({ ...truth, body: [] }),
    },
    times,
  )
  if (plan === undefined || 'unreached' in plan) throw new Error(`${name}: ${plan?.unreached ?? 'not known'}`)
  host.inject({ ...plan, match: { method }, ...(times === 'once' && { times: 1 }) })
  return ask(method)
}

async function ask(method: 'GET' | 'POST' = 'GET'): Promise<Seen> {
  try {
    const { status, headers, ...answer } = await fetch(`${host.url}/items`, {
      method,
      redirect: 'manual',
    }).then(async (each) => ({ status: each.status, headers: each.headers, text: await each.text() }))
    return { status, headers, ...answer }
  } catch (error) {
    const { cause, message } = error as Error
    return { error: `${message} ${cause instanceof Error && 'code' in cause ? cause.code : cause}` }
  }
}

test('no two faults have one name, and no name could be taken for a part of the name of a cell', () => {
  const names = requestFaults.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter((name) => name.includes(' / '))).toEqual([])
})

test.for([400, 401, 403, 404, 409, 410, 412, 422, 500, 503])('a service refuses with %i', async (status) => {
  expect(await meet(`${status}`)).toMatchObject({ status })
  expect(await ask()).toMatchObject({ status: 200 })
})

test('a service says that a thing does not exist, as it says it of one that never did', async () => {
  const said = (await meet('404 in the words of the service')) as Extract<Seen, { status: number }>
  expect([said.status, JSON.parse(said.text)]).toMatchObject([404, { message: 'Not Found', success: false }])
})

test('a refused connection is refused for good, or served again a moment later', async () => {
  expect(await meet('refused', 'GET', 'for good')).toHaveProperty('error')
  expect(await ask()).toMatchObject({ error: expect.stringContaining('ECONNREFUSED') })
})

test('a write that only claims to have happened has not', async () => {
  for (const name of [
    'success without effect',
    '202 for later',
    '200 about another resource',
    '204',
    '200 that is empty',
    '500',
    '403',
  ])
    expect([name, await meet(name, 'POST'), writes]).toEqual([name, expect.objectContaining({}), 0])
})

test.for(['applied and then reset', 'applied and then 500', 'reset after the headers'])(
  'a write whose answer is lost has happened: %s',
  async (name) => {
    await meet(name, 'POST')
    expect(writes).toBe(1)
  },
)

test('a list lacks its next page, or half of it, and says nothing', async () => {
  const cut = (await meet('200 missing its next page')) as Extract<Seen, { status: number }>
  expect([cut.headers.get('link'), JSON.parse(cut.text)]).toEqual([null, truth.body])
  const half = (await meet('200 with half of the list')) as Extract<Seen, { status: number }>
  expect([half.headers.get('link'), JSON.parse(half.text)]).toEqual([null, [(truth.body as unknown[])[0]]])
})

test('a list leads to itself as its next page, or to another origin', async () => {
  const loop = (await meet('200 whose next page is the same one')) as Extract<Seen, { status: number }>
  expect(loop.headers.get('link')).toBe(`<${host.url}/items>; rel="next"`)
  const away = (await meet('200 whose next page is at another origin')) as Extract<Seen, { status: number }>
  expect(away.headers.get('link')).toBe('<http://127.0.0.1:9/items>; rel="next"')
})

test.for([
  ['202 for later', 202],
  ['206 with a part of the body', 206],
  ['304', 304],
] as const)('an answer has a status that is neither a success nor a refusal: %s', async ([name, status]) => {
  expect(await meet(name)).toMatchObject({ status })
})

test('a body that says it is compressed cannot be read', async () => {
  expect(await meet('200 that is not compressed as it says')).toHaveProperty('error')
})

test('an answer about another resource looks true', async () => {
  const { text } = (await meet('200 about another resource')) as Extract<Seen, { status: number }>
  expect(JSON.parse(text)[0]).toEqual({ id: 2, name: 'other-first', sha: 'b'.repeat(40) })
})

test('a stale answer is the one from before the last write', async () => {
  expect(await meet('200 that is stale')).toMatchObject({ text: '[]' })
})

test('a host says what it would answer, and does not count that as a request', async () => {
  const query = new URLSearchParams()
  expect(await host.answerTo({ method: 'GET', path: '/items', query, headers: {} })).toEqual(truth)
  expect(host.log).toEqual([])
})
