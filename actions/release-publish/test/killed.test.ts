import { inLanes } from '@suite/testkit/bundle'
import { faults } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { expectPublished, type Shop, setScene } from './scene.ts'

const inputs = { existing: 'resume', 'annotated-tag': 'true' }

/** Runs, and kills the process after its request of this number took effect and before its answer arrives. */
async function killAfter(shop: Shop, number: number): Promise<boolean> {
  let seen = 0
  let kill = () => {}
  const killed = new Promise<void>((resolve) => {
    kill = resolve
  })
  let ended: Promise<unknown> = Promise.resolve()
  shop.host.inject({
    match: ({ path }) => path.includes(shop.repository.fullName) && ++seen === number,
    fault: faults.meanwhile(async () => {
      kill()
      await ended
    }),
    times: 1,
  })
  const running = shop.run({ inputs, signal: { name: 'SIGKILL', when: killed } })
  ended = running
  return (await running).signal === 'SIGKILL'
}

describe.each(['github', 'gitea'] as const)('%s', (kind) => {
  const scene = setScene(kind)

  it('a run that is killed after any request is finished by the next one', async () => {
    const whole = await scene.shop()
    const requests = (await whole.run({ inputs })).log.length
    const left = new Set<string>()
    const numbers = Array.from({ length: requests }, (_, index) => index + 1)
    await inLanes(numbers, async (number) => {
      const shop = await scene.shop()
      expect([number, await killAfter(shop, number)]).toEqual([number, true])
      left.add(JSON.stringify(shop.releases.list().map(({ isDraft, assets }) => [isDraft, assets.length])))
      const ran = await shop.run({ inputs })
      expect([number, ran.exitCode, ran.messages]).toEqual([number, 0, ''])
      await expectPublished(shop)
      const created = shop.log().filter(({ method, path }) => method === 'POST' && path.endsWith('/releases'))
      expect(created).toHaveLength(1)
      await shop.close()
    })
    await whole.close()
    // Nothing, a draft with each number of files, and a published release were left.
    expect(left.size).toBe(2 + 1 + 8)
  })
})
