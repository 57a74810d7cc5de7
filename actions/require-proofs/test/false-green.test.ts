import { type Fault, faults } from '@suite/testkit/core'
import type { PullRequest } from '@suite/testkit/github'
import { beforeAll, describe, expect, it } from 'vitest'
import { green, proof, red, routes, type Shop, setScene } from './scene.ts'

const scene = setScene()
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

// The sweep has the faults that any answer may have, for a change with its proof and for one without.
describe('row 19: a change without its proof', () => {
  let shop: Shop
  let pull: PullRequest

  // A copy of an old proof: every request of a passing run is sent, and each answer matters.
  beforeAll(async () => {
    shop = await scene.shop(held)
    const copy = { 'ops/proofs/copy.txt': { copyOf: 'ops/proofs/old.txt' } }
    pull = await shop.open({ ...routes, ...copy, 'x.txt': 'x' })
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
    const [first = ''] = await requestsOf(shop, pull)
    injectAt(first, faults.hang())
    const ran = await shop.judge(pull, { inputs: { timeout: '1s' } })
    scene.github().host.clearFaults()
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
})
