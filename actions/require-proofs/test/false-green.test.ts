import { type Fault, faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { beforeAll, describe, expect, it } from 'vitest'
import { green, proof, red, routes, type Shop, setScene } from './scene.ts'

const scene = setScene({ shares: true })
const inputs = { timeout: '1s' }
const held = {
  '.github/proofs.yml': 'proofs: [{for: change:routes, files: ops/proofs/**, contains: [{text: HTTP}]}]\n',
}

/** Returns the requests of a run, each as method and path. */
async function requestsOf(shop: Shop, pull: PullRequest): Promise<string[]> {
  const { log } = await shop.judge(pull)
  return log.map(({ method, path }) => `${method} ${path}`)
}

function injectAt(request: string, fault: Fault, times?: number): void {
  scene.github().host.inject({
    match: ({ method, path }) => `${method} ${path}` === request,
    fault,
    ...(times !== undefined && { times }),
  })
}

const lasting: [string, Fault][] = [
  ['403', faults.status(403, { body: { message: 'Resource not accessible by integration' } })],
  ['404', faults.status(404, { body: { message: 'Not Found' } })],
  [
    '409, which a known client takes for an empty page',
    faults.status(409, { body: { message: 'Conflict' } }),
  ],
  ['500', faults.status(500)],
  ["502 with a proxy's page", faults.badGateway()],
  ['200 without a body', faults.emptyBody()],
  ['200 with an empty record', faults.wrongShape({})],
  ['200 with an empty list', faults.wrongShape([])],
  ['200 with half a list', faults.truncatedList(1)],
  ['a redirect', faults.redirect('https://evil.example/')],
  ['a closed connection', faults.reset()],
]

describe('row 19: a change without its proof', () => {
  let shop: Shop
  let pull: PullRequest
  /** For each request of a run, a repository in which it fails, so that all can run at the same time. */
  let scenes: { shop: Shop; pull: PullRequest; request: string }[]

  beforeAll(async () => {
    ;[shop, pull] = await openCopy()
    const { length } = await requestsOf(shop, pull)
    expect(length).toBeGreaterThanOrEqual(7)
    scenes = await Promise.all(
      Array.from({ length }, async (_, index) => {
        const [each, change] = await openCopy()
        const requests = (await requestsOf(each, change)).sort()
        return { shop: each, pull: change, request: requests[index] ?? '' }
      }),
    )
  })

  // A copy of an old proof: every request of a passing run is sent, and each answer matters.
  async function openCopy(): Promise<[Shop, PullRequest]> {
    const made = await scene.shop(held)
    const copy = { 'ops/proofs/copy.txt': { copyOf: 'ops/proofs/old.txt' } }
    return [made, await made.open({ ...routes, ...copy, 'x.txt': 'x' })]
  }

  it.each(lasting)('never passes because any one answer fails with %s', async (_, fault) => {
    for (const { request } of scenes) injectAt(request, fault)
    await Promise.all(
      scenes.map(async (one) => {
        const { exitCode, outputs } = await one.shop.judge(one.pull, { inputs })
        const { verdict, reason } = outputs
        expect({ request: one.request, exitCode, verdict, bug: reason === 'bug' }).toEqual({
          request: one.request,
          exitCode: 1,
          verdict: 'fail',
          bug: false,
        })
      }),
    )
  })

  it('never passes because of a truncated tree, at any depth', async () => {
    scene.github().setTreeLimit(3)
    try {
      expect(await shop.judge(pull)).toMatchObject(red)
    } finally {
      scene.github().setTreeLimit(100_000)
    }
  })

  it('fails when the rate limit is reached, and the message says until when', async () => {
    const { rate } = scene.github()
    const { remaining } = rate
    rate.remaining = 0
    try {
      const ran = await shop.judge(pull, { inputs })
      expect(ran).toMatchObject({ ...red, reason: 'rate-limited' })
      expect(ran.messages).toContain(new Date(rate.reset * 1_000).toISOString().slice(0, 16))
    } finally {
      rate.remaining = remaining
    }
  })

  it('fails when no answer arrives in time', async () => {
    const [one] = scenes
    injectAt(one?.request ?? '', faults.hang())
    const ran = await one?.shop.judge(one.pull, { inputs: { timeout: '1s' } })
    expect(ran).toMatchObject({ ...red, reason: 'deadline-passed' })
  })
})

describe('a change with its proof', () => {
  it.each<[string, Fault]>([
    ['502', faults.badGateway()],
    ['a closed connection', faults.reset()],
    ['429 that asks for no wait', faults.tooManyRequests(0)],
  ])('passes although any one answer fails once with %s', async (_, fault) => {
    const shop = await scene.shop(held)
    const pull = await shop.open({ ...routes, ...proof })
    const requests = await requestsOf(shop, pull)
    // Here the proof itself is read too.
    expect(requests.some((request) => request.includes('/git/blobs/'))).toBe(true)
    for (const request of requests) {
      scene.github().host.clearFaults()
      injectAt(request, fault, 1)
      expect(await shop.judge(pull, { inputs: { timeout: '5s' } }), request).toMatchObject(green)
    }
  })

  it.each(lasting.filter(([name]) => !name.includes('half')))(
    'does not pass if the read of its proof fails with %s',
    async (_, fault) => {
      const shop = await scene.shop(held)
      const pull = await shop.open({ ...routes, ...proof })
      const blob = (await requestsOf(shop, pull)).find((request) => request.includes('/git/blobs/'))
      injectAt(blob ?? '', fault)
      expect(await shop.judge(pull, { inputs })).toMatchObject(red)
    },
  )
})
