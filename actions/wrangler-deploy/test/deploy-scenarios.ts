import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scenario } from '@suite/testkit/sweep'
import { followReads } from './last-read.ts'
import { type Live, liveState, settled, worker, wrongTraffic, wrongTriggers } from './live-state.ts'
import { openShop, type Shop } from './open-shop.ts'
import { followOthers } from './traffic-scenarios.ts'

const secret = 'canary-of-the-private-key-7c2f'
const sent = {
  inputs: { secrets: 'PRIVATE_KEY', vars: 'ISSUER=https://issuer.example', 'required-secrets': 'OLD_KEY' },
  environment: { PRIVATE_KEY: secret },
}
const oldKey = 'canary-of-the-old-key-55d1'

/** Puts the version before on Cloudflare, with a secret that stays. */
const addLive = ({ cloudflare, commits }: Shop) =>
  cloudflare.addVersion(worker, { tag: commits.live, secrets: { OLD_KEY: oldKey } })

/** Returns the id of the version that this run uploaded, or what is wrong with it. */
function uploadedVersion({ versions }: Live, { ours }: Shop['commits']): { id: string; wrong?: string } {
  const found = versions.find(({ tag }) => tag === ours)
  if (found === undefined) return { id: 'the new version', wrong: 'no version of the commit was uploaded' }
  const { id, texts, code } = found
  if (!code.includes('x-worker-version')) return { id, wrong: 'the version has other code' }
  const wanted = { PRIVATE_KEY: secret, OLD_KEY: oldKey, ISSUER: 'https://issuer.example' }
  const wrong = Object.entries(wanted).find(([name, text]) => texts[name] !== text)
  return wrong ? { id, wrong: `the version has another ${wrong[0]}` } : { id }
}

export const deploys: Scenario = {
  name: 'deploys with secrets, a route and a schedule',
  deserves: 'pass',
  async open() {
    const shop = await openShop({ forge: 'github' })
    const before = await addLive(shop)
    const { traffic, triggers, others } = followOthers(shop)
    return {
      ...shop.world({ command: 'deploy', ...sent }),
      others,
      async missing() {
        const { id, wrong } = uploadedVersion(traffic.judged(), shop.commits)
        return wrong ?? wrongTraffic(traffic.judged(), { [id]: 100 }) ?? wrongTriggers(triggers.judged())
      },
      state: async () => settled(liveState(shop.cloudflare), { before, ours: shop.commits.ours }),
    }
  },
}

/** The first run of every team. That there is no version must be a fact. */
export const deploysFirst: Scenario = {
  name: 'deploys a Worker that does not exist yet',
  deserves: 'pass',
  async open() {
    const shop = await openShop({ forge: 'github' })
    return {
      ...shop.world({
        command: 'deploy',
        ...sent,
        inputs: { secrets: 'PRIVATE_KEY', vars: sent.inputs.vars },
      }),
      async missing() {
        const live = liveState(shop.cloudflare)
        const found = live.versions.find(({ tag }) => tag === shop.commits.ours)
        if (found === undefined) return 'no version of the commit was uploaded'
        if (found.texts.PRIVATE_KEY !== secret) return 'the version has another PRIVATE_KEY'
        return wrongTraffic(live, { [found.id]: 100 }) ?? wrongTriggers(live)
      },
      state: async () => settled(liveState(shop.cloudflare), { ours: shop.commits.ours }),
    }
  },
}

export const stages: Scenario = {
  name: 'stages on Gitea',
  deserves: 'pass',
  async open() {
    const shop = await openShop({ forge: 'gitea' })
    const before = await addLive(shop)
    const { traffic, others } = followOthers(shop)
    return {
      ...shop.world({ command: 'stage', ...sent }),
      others: { 'another deployment': others['another deployment'] },
      async missing() {
        const { id, wrong } = uploadedVersion(traffic.judged(), shop.commits)
        return wrong ?? wrongTraffic(traffic.judged(), { ...traffic.found().shares, [id]: 0 })
      },
      state: async () => settled(liveState(shop.cloudflare), { before, ours: shop.commits.ours }),
    }
  },
}

export const plans: Scenario = {
  name: 'plans a deploy on Gitea',
  deserves: 'pass',
  async open() {
    const shop = await openShop({ forge: 'gitea' })
    await addLive(shop)
    const before = JSON.stringify(liveState(shop.cloudflare))
    return {
      ...shop.world({ command: 'deploy', inputs: { 'dry-run': 'true', 'required-secrets': 'OLD_KEY' } }),
      missing: async () =>
        JSON.stringify(liveState(shop.cloudflare)) === before ? undefined : 'a dry run wrote something',
    }
  },
}

export const checks: Scenario = {
  name: 'checks',
  deserves: 'pass',
  async open() {
    const shop = await openShop({ forge: 'github', config: { build: { command: 'echo built > built.txt' } } })
    await addLive(shop)
    const before = JSON.stringify(liveState(shop.cloudflare))
    const known = followReads(shop.cloudflare.host, /\/secrets$/, () => liveState(shop.cloudflare))
    let acted = false
    return {
      ...shop.world({ command: 'check', inputs: { 'required-secrets': 'OLD_KEY' } }),
      others: {
        'a secret that is deleted': () => {
          acted = true
          return known.change(() => shop.cloudflare.addVersion(worker, { tag: shop.commits.live }))
        },
      },
      async missing() {
        if (!acted && JSON.stringify(liveState(shop.cloudflare)) !== before) return 'a check wrote something'
        if (known.judged().versions[0]?.texts.OLD_KEY !== oldKey) return 'the Worker has no secret OLD_KEY'
        return existsSync(join(shop.project.folder, 'built.txt')) ? undefined : 'wrangler built nothing'
      },
    }
  },
}

export const goesBackInTime: Scenario = {
  name: 'does not deploy an older commit than the live one',
  deserves: 'fail',
  async open() {
    const shop = await openShop({ forge: 'github' })
    await shop.cloudflare.addVersion(worker, { tag: shop.commits.ours })
    return {
      ...shop.world({ command: 'deploy', inputs: { tag: shop.commits.live } }),
      missing: async () => 'the live version is of a newer commit',
    }
  },
}

export const lacksSecret: Scenario = {
  name: 'does not pass a check of a Worker without its secret',
  deserves: 'fail',
  async open() {
    const shop = await openShop()
    await shop.cloudflare.addVersion(worker)
    return {
      ...shop.world({ command: 'check', inputs: { 'required-secrets': 'OLD_KEY' } }),
      missing: async () => 'the Worker has no secret OLD_KEY',
    }
  },
}

export const doesNotBuild: Scenario = {
  name: 'does not deploy code that cannot be built',
  deserves: 'fail',
  async open() {
    const shop = await openShop({ forge: 'github' })
    await addLive(shop)
    await writeFile(join(shop.project.folder, 'src/index.ts'), "import './missing.ts'\n")
    return {
      ...shop.world({ command: 'deploy', ...sent }),
      missing: async () => 'the code cannot be built',
    }
  },
}
