import type { Scenario, World } from '@suite/testkit/sweep'
import { followReads } from './last-read.ts'
import { liveState, settled, worker, wrongTraffic, wrongTriggers } from './live-state.ts'
import { openShop, type Shop, stageVersion } from './open-shop.ts'

const deployments = new RegExp(`/scripts/${worker}/deployments$`)
const routesOfZone = /\/zones\/[^/]+\/workers\/routes$/

/** What somebody else may do to the Worker, and the state that a run must have judged. */
function followOthers({ cloudflare }: Shop) {
  const traffic = followReads(cloudflare.host, deployments, () => liveState(cloudflare))
  const triggers = followReads(cloudflare.host, routesOfZone, () => liveState(cloudflare))
  const others = {
    'another deployment': () =>
      traffic.change(() => cloudflare.addVersion(worker, { source: 'dash', tag: 'by hand' })),
    'a route that is given to another Worker': () =>
      triggers.change(() => {
        for (const [at, each] of cloudflare.routes.entries())
          if (each.script === worker) cloudflare.routes[at] = { ...each, script: 'another' }
      }),
  } satisfies World['others']
  return { traffic, triggers, others }
}

export const promotesInSteps: Scenario = {
  name: 'promotes to half of the traffic',
  deserves: 'pass',
  async open() {
    const shop = await openShop()
    const { before, staged, deployment, live } = await stageVersion(shop)
    const { traffic, others } = followOthers(shop)
    return {
      ...shop.world({
        command: 'promote',
        inputs: { 'version-id': staged, 'expected-deployment-id': deployment, traffic: '10%, 50%' },
      }),
      others: { 'another deployment': others['another deployment'] },
      missing: async () => wrongTraffic(traffic.judged(), { [before]: 50, [staged]: 50 }),
      state: async () => settled(live(), { before, staged }),
    }
  },
}

export const promotesWhole: Scenario = {
  name: 'promotes to all traffic, with its route and schedule',
  deserves: 'pass',
  async open() {
    const shop = await openShop()
    const { before, staged, deployment, live } = await stageVersion(shop)
    const { traffic, triggers, others } = followOthers(shop)
    return {
      ...shop.world({
        command: 'promote',
        inputs: { 'version-id': staged, 'expected-deployment-id': deployment },
      }),
      others,
      missing: async () =>
        wrongTraffic(traffic.judged(), { [staged]: 100 }) ?? wrongTriggers(triggers.judged()),
      state: async () => settled(live(), { before, staged }),
    }
  },
}

export const rollsBack: Scenario = {
  name: 'rolls back',
  deserves: 'pass',
  async open() {
    const shop = await openShop()
    const { before, staged, live } = await stageVersion(shop)
    await shop.cloudflare.deploy(worker, { [staged]: 100 })
    const { traffic, others } = followOthers(shop)
    return {
      ...shop.world({
        command: 'rollback',
        inputs: { 'version-id': before, 'expected-version-id': staged },
      }),
      others: { 'another deployment': others['another deployment'] },
      missing: async () => wrongTraffic(traffic.judged(), { [before]: 100 }),
      state: async () => settled(live(), { before, staged }),
    }
  },
}

export const promotesOverAnother: Scenario = {
  name: 'does not promote over the deployment of somebody else',
  deserves: 'fail',
  async open() {
    const shop = await openShop()
    const { staged, deployment } = await stageVersion(shop)
    await shop.cloudflare.addVersion(worker, { source: 'dash' })
    return {
      ...shop.world({
        command: 'promote',
        inputs: { 'version-id': staged, 'expected-deployment-id': deployment, traffic: '50%' },
      }),
      missing: async () => 'somebody else has deployed',
    }
  },
}

export { followOthers }
