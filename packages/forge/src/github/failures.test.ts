import { OutsideError } from '@suite/errors'
import { errorOf, type Fault, faults, type Injection } from '@suite/testkit/core'
import { files, secondaryRateLimit } from '@suite/testkit/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, tokenFor, type World } from '../../test/github.ts'
import type { Forge } from '../ports/forge.ts'

/** Milliseconds that a request which hangs may take. However slow the machine is, it ends with an error in words. */
const short = 600
const patient = 60_000

/** One request that a port sends, and the call that sends it. */
interface Exchange {
  readonly asking: string
  readonly method: string
  readonly route: string
  readonly act: (forge: Forge) => Promise<unknown>
  /** The fault that must come first, so that this request is sent at all. */
  readonly after?: Omit<Injection, 'match'> & { readonly route: string }
}

let world: World
let head: string
let blob: string
const inRepository = (route: string) => `/repos/:owner/:repo${route}`

beforeAll(async () => {
  world = await startWorld()
  head = await world.repository.commit({
    branch: 'main',
    files: { 'README.md': 'shop', large: Buffer.alloc(1_100_000, 'x') },
  })
  const pull = await world.repository.openPullRequest({ files: files(3), labels: ['a'] })
  await pull.review({ user: 'carol', state: 'APPROVED' })
  pull.comment('alice', 'hello')
  world.repository.addLabel({ name: 'b' })
  world.github.addTeam('acme', 'owners', ['carol'])
  blob = (await world.connect().changes.tree(head)).get('README.md')?.id ?? ''
})
afterAll(() => world.close())

const cutList = { route: inRepository('/pulls/:number/files'), fault: faults.truncatedList(1) }

const exchanges: readonly Exchange[] = [
  {
    asking: 'the pull request',
    method: 'GET',
    route: inRepository('/pulls/:number'),
    act: ({ pullRequests }) => pullRequests.read(1),
  },
  {
    asking: 'its files',
    method: 'GET',
    route: inRepository('/pulls/:number/files'),
    act: ({ pullRequests }) => pullRequests.read(1),
  },
  {
    asking: 'where it left its base, when the list is cut',
    method: 'GET',
    route: inRepository('/compare/:basehead*'),
    act: ({ pullRequests }) => pullRequests.read(1),
    after: cutList,
  },
  {
    asking: 'its trees, when the list is cut',
    method: 'GET',
    route: inRepository('/git/trees/:sha'),
    act: ({ pullRequests }) => pullRequests.read(1),
    after: cutList,
  },
  {
    asking: 'a tree',
    method: 'GET',
    route: inRepository('/git/trees/:sha'),
    act: ({ changes }) => changes.tree(head),
  },
  {
    asking: 'a blob',
    method: 'GET',
    route: inRepository('/git/blobs/:sha'),
    act: ({ changes }) => changes.blob(blob),
  },
  {
    asking: 'a file',
    method: 'GET',
    route: inRepository('/contents/:path*'),
    act: ({ changes }) => changes.read('README.md', head),
  },
  {
    asking: 'the content of a large file',
    method: 'GET',
    route: inRepository('/git/blobs/:sha'),
    act: ({ changes }) => changes.read('large', head),
  },
  {
    asking: 'the commit of a branch',
    method: 'GET',
    route: inRepository('/git/ref/:ref*'),
    act: ({ changes }) => changes.mergeBase('refs/heads/main', head),
  },
  {
    asking: 'the commits of a range',
    method: 'GET',
    route: inRepository('/compare/:basehead*'),
    act: ({ changes }) => changes.history('refs/heads/main', head),
  },
  {
    asking: 'the pull requests of a commit',
    method: 'GET',
    route: inRepository('/commits/:sha/pulls'),
    act: ({ pullRequests }) => pullRequests.pullsOf('refs/pull/1/head'),
  },
  {
    asking: 'reviews',
    method: 'GET',
    route: inRepository('/pulls/:number/reviews'),
    act: ({ pullRequests }) => pullRequests.reviews(1),
  },
  {
    asking: 'a membership',
    method: 'GET',
    route: '/orgs/:org/teams/:slug/memberships/:user',
    act: ({ people }) => people.membersAmong('acme/owners', ['carol']),
  },
  {
    asking: 'who the token is',
    method: 'GET',
    route: '/user',
    act: ({ people }) => people.actor(),
  },
  {
    asking: 'the history of labels',
    method: 'GET',
    route: inRepository('/issues/:number/events'),
    act: ({ labels }) => labels.history(1),
  },
  {
    asking: 'adding a label',
    method: 'POST',
    route: inRepository('/issues/:number/labels'),
    act: ({ labels }) => labels.add(1, ['b']),
  },
  {
    asking: 'taking a label off',
    method: 'DELETE',
    route: inRepository('/issues/:number/labels/:name'),
    act: ({ labels }) => labels.remove(1, 'a'),
  },
  {
    asking: 'the labels that are there now',
    method: 'GET',
    route: inRepository('/pulls/:number'),
    act: ({ labels }) => labels.of(1),
  },
  {
    asking: "the repository's labels",
    method: 'GET',
    route: inRepository('/labels'),
    act: ({ labels }) => labels.known(),
  },
  {
    asking: 'a new label',
    method: 'POST',
    route: inRepository('/labels'),
    act: ({ labels }) => labels.create({ name: 'new', color: 'ffffff', description: '' }, 1),
  },
  {
    asking: 'comments',
    method: 'GET',
    route: inRepository('/issues/:number/comments'),
    act: ({ comments }) => comments.of(1),
  },
  {
    asking: 'a new comment',
    method: 'POST',
    route: inRepository('/issues/:number/comments'),
    act: ({ comments }) => comments.create(1, 'hello'),
  },
  {
    asking: 'a changed comment',
    method: 'PATCH',
    route: inRepository('/issues/comments/:id'),
    act: ({ comments }) => comments.update(1, 'hello'),
  },
]

/** Returns how an exchange ends when its answer fails: `an error in words`, or the result that it returned. */
async function outcomeOf(exchange: Exchange, fault: Fault, total = short): Promise<string> {
  // One token for each exchange: a fault meets the requests that carry it, while others are under way.
  const token = tokenFor(world.github, { kind: 'personal' })
  const { host } = world.github
  const inject = (method: string, route: string, injection: Omit<Injection, 'match'>) =>
    host.inject({
      ...injection,
      match: (request) =>
        request.headers.authorization === `token ${token}` &&
        request.method === method &&
        request.route === route,
    })
  if (exchange.after) inject('GET', exchange.after.route, exchange.after)
  inject(exchange.method, exchange.route, { fault })
  const ended = await exchange.act(world.connect({ token, total })).then(
    (answer) => `the answer ${JSON.stringify(answer)}`,
    (error: unknown) => error,
  )
  if (!(ended instanceof OutsideError)) return String(ended)
  const words = `${ended.message} ${ended.fix}`
  if (words.includes(token)) return 'the token, in an error'
  return ended.message.length > 20 && ended.fix.length > 5
    ? 'an error in words'
    : `an error of few words: ${words}`
}

async function outcomesOf(fault: Fault, total = short): Promise<Record<string, string>> {
  const ends = exchanges.map(async (each) => [each.asking, await outcomeOf(each, fault, total)] as const)
  return Object.fromEntries(await Promise.all(ends))
}

const allInWords = Object.fromEntries(exchanges.map(({ asking }) => [asking, 'an error in words']))
const html = { headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }
const said = (message: string) => ({ body: { message, documentation_url: 'https://docs.github.com/rest' } })

test('without a fault every exchange of the sweep gets an answer, so that it covers the real requests', async () => {
  const untouched = faults.alter((answer) => answer)
  const ends = await Promise.all(
    exchanges
      .filter(({ method }) => method === 'GET')
      .map(async (each) => [each.asking, await outcomeOf(each, untouched, patient)]),
  )
  expect(ends.filter(([, end]) => !end?.startsWith('the answer'))).toEqual([])
})

describe('no failure of any request is ever read as an answer', () => {
  test.each<[string, Fault]>([
    ['a reset', faults.reset()],
    ['a hang', faults.hang()],
    ['a truncated answer', faults.resetAfterHeaders(9)],
    ['a redirect', faults.redirect('https://login.example.invalid/?next=x')],
    ['a permanent redirect', faults.redirect('https://api.example.invalid/', 301)],
    ['429 with a wait of an hour', faults.tooManyRequests(3600)],
    ['a secondary limit', secondaryRateLimit()],
    ['a secondary limit with a wait of an hour', secondaryRateLimit(3600)],
    ['500', faults.status(500, said('Server Error'))],
    ['502 with HTML', faults.badGateway()],
    ['503', faults.status(503)],
    ['400', faults.status(400, said('Problems parsing JSON'))],
    ['401', faults.status(401, said('Bad credentials'))],
    ['403 of a proxy', faults.status(403, html)],
    ['409', faults.status(409, said('Git Repository is empty.'))],
    ['410', faults.status(410, said('Issues are disabled for this repo'))],
    ['422', faults.status(422, said('Validation Failed'))],
    ['451', faults.status(451, said('Repository access blocked'))],
    ['an empty 200', faults.emptyBody()],
    ['204', faults.noContent()],
    ['200 with HTML', faults.status(200, html)],
    [
      '200 with an invalid content type',
      faults.status(200, { headers: { 'content-type': ';;;' }, body: '{}' }),
    ],
    [
      '200 with cut JSON',
      faults.status(200, { headers: { 'content-type': 'application/json' }, body: '[{"name":' }),
    ],
    ['an empty object', faults.wrongShape({})],
    ['a list of nothing', faults.wrongShape([null])],
    ['a list of empty objects', faults.wrongShape([{}])],
    ['a number', faults.wrongShape(7)],
    ['null', faults.wrongShape(null)],
    ['a message', faults.wrongShape({ message: 'Moved', url: 'https://api.example.invalid' })],
  ])('%s', async (_, fault) => {
    world.github.host.clearFaults()
    expect(await outcomesOf(fault)).toEqual(allInWords)
  })

  test('404, except where it means that the thing does not exist', async () => {
    world.github.host.clearFaults()
    expect(await outcomesOf(faults.status(404, said('Not Found')), patient)).toEqual({
      ...allInWords,
      'a file': 'the answer undefined',
      'a membership': 'the answer {"members":[]}',
      'taking a label off': 'the answer undefined',
    })
  })

  test('a 404 of a proxy does not mean that a file is missing', async () => {
    world.github.host.clearFaults()
    expect(await outcomesOf(faults.status(404, html), patient)).toMatchObject({
      'a file': 'an error in words',
    })
  })

  test('no server listens', async () => {
    const gone = await startWorld()
    const apiUrl = gone.github.url
    await gone.close()
    const ends = exchanges.map(({ act }) =>
      errorOf(OutsideError, act(world.connect({ apiUrl, total: 3_000 }))),
    )
    const messages = (await Promise.all(ends)).map(({ message }) => message)
    expect(messages.filter((message) => !message.includes('no connection (ECONNREFUSED)'))).toEqual([])
  })
})

describe('the message of a refusal says what a person can do', () => {
  const refusedBy = async (status: number, body: object | string, headers = {}) => {
    world.github.host.clearFaults()
    world.github.host.inject({ match: {}, fault: faults.status(status, { headers, body }) })
    return errorOf(OutsideError, world.connect().labels.add(1, ['b']))
  }

  test.each([
    [401, 'Bad credentials', 'The token is wrong or has expired'],
    [403, 'Resource not accessible by integration', 'On a pull request from a fork'],
    [403, 'Repository was archived so is read-only.', "GitHub's own words say why"],
    [404, 'Not Found', 'It does not exist, or is hidden from the token, which needs `pull-requests: write`'],
    [422, 'Validation Failed', 'the answer says what GitHub refuses'],
  ])('%i %s', async (status, message, fix) => {
    const documentation_url = 'https://docs.github.com/rest/issues'
    const error = await refusedBy(status, { message, documentation_url })
    expect(error.message).toBe(
      `could not add b to #1: POST /repos/acme/shop/issues/1/labels answered ${status} "${message}"`,
    )
    expect(error.fix).toContain(fix)
  })

  test('a page of a proxy is not printed, and not taken for a missing permission', async () => {
    const error = await refusedBy(403, '<h1>Blocked: secret</h1>', { 'content-type': 'text/html' })
    expect(error).toMatchObject({ reason: 'outside-failed' })
    expect(error.message).toContain('answered 403 with something that GitHub does not write')
    expect(`${error.message}${error.fix}`).not.toContain('secret')
    expect(error.fix).toContain('such as a proxy')
  })

  test('an answer of another shape is an error that names the first difference', async () => {
    const error = await refusedBy(200, [{ name: 'a' }, { label: 'b' }])
    expect(error.message).toMatch(
      /POST \/repos\/acme\/shop\/\S*\/labels is not of the shape that GitHub documents \(1\.name: /,
    )
  })

  test('after a write, an answer of another shape says that the write may have been carried out', async () => {
    const error = await refusedBy(200, {})
    expect(error).toMatchObject({
      ambiguous: true,
      fix: expect.stringContaining('Look at what is there now'),
    })
    expect(error.message).toContain('it is not known whether the request took effect')
    const reading = await errorOf(OutsideError, world.connect().labels.known())
    expect(reading).toMatchObject({ ambiguous: false })
  })

  test('a token that cannot be a header is a UsageError, and is not printed', async () => {
    const asking = world.connect({ token: 'ghs_secret\nx: y' }).people.actor()
    const error = await asking.catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'UsageError', reason: 'header-invalid' })
    expect(String(error)).not.toContain('ghs_secret')
  })
})
