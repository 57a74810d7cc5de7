import type { Scenario, World } from '@suite/testkit/sweep'
import { openProbed, type Probed, patience } from './open-probed.ts'
import { askedByDefault, askedOfBinding, wrongAnswer } from './right-answers.ts'
import { keepsProofs, keepsProofsOnGitea, mayNotWrite, writesToKv } from './service-scenarios.ts'

/** Returns which of the default probes was not answered rightly. */
const wrongByDefault =
  ({ worker, sent }: Probed): World['missing'] =>
  async () =>
    wrongAnswer(sent(), askedByDefault(worker.modulus, worker.tokens), { consecutive: 2 })

const passesDefault: Scenario = {
  name: 'passes the default probes',
  deserves: 'pass',
  patience,
  async open() {
    const probed = await openProbed()
    return { ...probed.world({}), missing: wrongByDefault(probed) }
  },
}

const binding =
  'probes: [{ name: ai-binding, http: [{ path: /api/ai/binding, expect: { json: { /ai_bound: true } } }] }]\n'
const versioned = { 'expected-version': 'two', 'worker-name': 'shop-edge' }

const waitsForNew: Scenario = {
  name: 'waits for a version that is not served everywhere yet',
  deserves: 'pass',
  patience,
  async open() {
    const probed = await openProbed()
    const { worker } = probed
    // The edge does not know the staged version at first, and then the Worker is not ready.
    worker.deployed = { live: 'one' }
    worker.wrong = (_, __, turn) => {
      if (turn >= 2) worker.deployed = { live: 'one', staged: 'two' }
      return turn === 3 ? 'unready' : undefined
    }
    return {
      ...probed.world({ files: { 'ops/probes.yml': binding }, inputs: versioned }),
      others: {
        'another deployment': async () => {
          worker.wrong = () => undefined
          worker.deployed = { live: 'three' }
        },
      },
      missing: async () => wrongAnswer(probed.sent(), [askedOfBinding], { consecutive: 2, version: 'two' }),
    }
  },
}

const skipsIpv6: Scenario = {
  name: 'is skipped if a probe cannot reach the Worker by IPv6',
  deserves: 'skip',
  patience,
  async open() {
    const probed = await openProbed()
    const file = `probes:
  - { name: ai-binding, http: [{ path: /api/ai/binding, expect: { json: { /ai_bound: true } } }] }
  - { name: by-ipv6, family: 6, http: [{ path: /api/ai/binding }] }
`
    return {
      ...probed.world({ files: { 'ops/probes.yml': file }, inputs: { 'on-inconclusive': 'warn' } }),
      missing: async () => wrongAnswer(probed.sent(), [askedOfBinding], { consecutive: 2 }),
    }
  },
}

function fails(
  name: string,
  change: (probed: Probed) => void,
  files: Readonly<Record<string, string>> = {},
): Scenario {
  return {
    name,
    deserves: 'fail',
    // It never passes, however long it waits.
    patience: 3,
    async open() {
      const probed = await openProbed()
      change(probed)
      return {
        ...probed.world({ files, ...(probed.worker.deployed.staged && { inputs: versioned }) }),
        missing: async () => name,
      }
    },
  }
}

const opensToAll = fails('does not pass a Worker whose CORS is open to all', ({ worker }) => {
  worker.wrong = () => 'open to all'
})

const failsNowAndThen = fails('does not pass a Worker that is wrong every other time', ({ worker }) => {
  // Where no cache answers: one right answer that comes twice would look like two. And in two places: of one, a fault may
  // give right answers for good.
  worker.wrong = (_, { method }, turn) => (method !== 'GET' && turn % 2 === 0 ? 'closed' : undefined)
})

const failsStaged = fails(
  'does not pass a staged version that is wrong next to a live one that is right',
  ({ worker }) => {
    worker.deployed = { live: 'one', staged: 'two' }
    worker.wrong = (version) => (version === 'two' ? 'unbound' : undefined)
  },
  { 'ops/probes.yml': binding },
)

export const scenarios: readonly Scenario[] = [
  keepsProofs,
  passesDefault,
  failsNowAndThen,
  keepsProofsOnGitea,
  writesToKv,
  mayNotWrite,
  waitsForNew,
  skipsIpv6,
  opensToAll,
  failsStaged,
]
