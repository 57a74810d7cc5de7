import { startCloudflare } from '@suite/testkit/cloudflare'
import { faults, type Host, type RunActionOptions, type RunResult } from '@suite/testkit/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { setScene as setProbes } from '../actions/cf-probes/test/scene.ts'
import { openPull } from '../actions/coverage-patch-gate/test/pull.ts'
import { setScene as setCoverage } from '../actions/coverage-patch-gate/test/scene.ts'
import { openProject } from '../actions/deno-multi-target-compile/test/project.ts'
import { once, setScene as setCompilation } from '../actions/deno-multi-target-compile/test/scene.ts'
import { setScene as setLabels } from '../actions/label-by-path/test/scene.ts'
import { openScene as openPromotion } from '../actions/promote-runtime-pin/test/scene.ts'
import { setScene as setReleases } from '../actions/release-publish/test/scene.ts'
import { routes, setScene as setGate } from '../actions/require-proofs/test/scene.ts'
import { openScene as openVerification } from '../actions/verify-runtime-pin/test/scene.ts'
import { setScene as setDeploys, useIdleWrangler } from '../actions/wrangler-deploy/test/scene.ts'
import { actionNames, contractOf } from '../scripts/actions.ts'

type Reader = NonNullable<RunActionOptions['reader']>

/** A run of an action that has something to write, ready to begin. */
interface Ready {
  readonly host: Host
  /** The number of write requests of a run whose log is read to its end; the first one counts. */
  readonly writes: number
  run(reader?: Reader): Promise<Pick<RunResult, 'exitCode' | 'outputs' | 'stdout'>>
}

const labels = setLabels()
const gate = setGate()
const probes = setProbes()
const deploys = setDeploys()
const coverage = setCoverage()
const compilation = setCompilation()
const releases = setReleases()

const scenes: Readonly<Record<string, () => Promise<Ready>>> = {
  async 'label-by-path'() {
    const rule = (name: string, glob: string) =>
      `${name}:\n  - changed-files:\n      - any-glob-to-any-file: ${glob}\n`
    const { open, label } = await labels.openRepository(rule('a', 'x') + rule('old', 'none'), {
      labels: ['a', 'old'],
    })
    const pull = await open({ x: 'x' }, { labels: ['old'] })
    const inputs = { 'sync-labels': 'true' }
    return {
      host: labels.github().host,
      writes: 2,
      run: (reader) => label(pull, { inputs, ...part(reader) }),
    }
  },
  async 'require-proofs'() {
    const shop = await gate.shop()
    const pull = await shop.open(routes, { labels: ['ops:proofs-attached'] })
    const inputs = { comment: 'true', 'proofs-label': 'ops:proofs-attached' }
    const permissions = { contents: 'read', 'pull-requests': 'write' } as const
    return {
      host: gate.github().host,
      writes: 2,
      run: (reader) => shop.judge(pull, { permissions, inputs, ...part(reader) }),
    }
  },
  async 'cf-probes'() {
    const cloudflare = await startCloudflare()
    onTestFinished(() => cloudflare.close())
    const inputs = {
      'kv-namespace-id': cloudflare.addNamespace(),
      'account-id': cloudflare.accountId,
      'api-token': cloudflare.token(),
      timeout: '10s',
    }
    const environment = { CLOUDFLARE_API_BASE_URL: cloudflare.url }
    const files = { 'ops/probes.yml': 'probes: []\n' }
    return {
      host: cloudflare.host,
      writes: 2,
      run: (reader) => probes.probe({ files, inputs, environment, ...part(reader) }),
    }
  },
  async 'coverage-patch-gate'() {
    const pull = await openPull(coverage, '11')
    return {
      host: coverage.github().host,
      writes: 1,
      run: (reader) => pull.run({ comment: 'always' }, 'write', part(reader)),
    }
  },
  async 'deno-multi-target-compile'() {
    const project = await openProject()
    return {
      host: compilation.world().archives.host,
      writes: 0,
      run: (reader) => compilation.compile(project, { inputs: once, ...part(reader) }),
    }
  },
  async 'promote-runtime-pin'() {
    const { plane, promote } = await openPromotion()
    return {
      host: plane.host,
      writes: 1,
      run: (reader) => promote({ inputs: { timeout: '20s' }, ...part(reader) }),
    }
  },
  async 'release-publish'() {
    const shop = await releases.shop()
    // A draft, eight files, and the publication.
    return { host: shop.host, writes: 10, run: (reader) => shop.run(part(reader)) }
  },
  async 'verify-runtime-pin'() {
    const { plane, verify } = await openVerification()
    return {
      host: plane.host,
      writes: 0,
      run: (reader) => verify({ inputs: { timeout: '20s' }, ...part(reader) }),
    }
  },
  async 'wrangler-deploy'() {
    const shop = await deploys.shop()
    const cloudflare = deploys.cloudflare()
    const before = await cloudflare.addVersion(shop.worker)
    const tag = await shop.repository.resolve('main')
    const staged = await cloudflare.addVersion(shop.worker, { deployed: false, tag })
    await cloudflare.deploy(shop.worker, { [before]: 100, [staged]: 0 })
    // Its own requests move the traffic.
    await useIdleWrangler(shop)
    const inputs = {
      'version-id': staged,
      'expected-deployment-id': cloudflare.worker(shop.worker).deployments[0]?.id ?? '',
      traffic: '10%, 50%',
    }
    return {
      host: deploys.cloudflare().host,
      writes: 2,
      run: (reader) => shop.run({ command: 'promote', inputs, ...part(reader) }),
    }
  },
}

const part = (reader: Reader | undefined) => (reader === undefined ? {} : { reader })
const isWrite = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method !== 'GET' && method !== 'HEAD' && !path.endsWith('/domains/changeset') && !path.endsWith('/graphql')

/** Runs until a request arrives, and answers it only after the log has no reader any more. */
async function runUntil({ host, run }: Ready, met: typeof isWrite, of: Reader['of']) {
  let leave = () => {}
  const leaves = new Promise<void>((resolve) => {
    leave = resolve
  })
  const from = host.log.length
  host.inject({
    match: (request) => met(request),
    fault: faults.meanwhile(async () => {
      leave()
      await leaves
      await new Promise((resolve) => setImmediate(resolve))
    }),
    times: 1,
  })
  const ran = await run({ of, leaves })
  return { ...ran, writes: host.log.slice(from).filter(isWrite) }
}

/** node-checks sends no request that could wait for the reader. */
const bundled = (await Promise.all(actionNames().map(contractOf))).filter(
  ({ name }) => name !== 'node-checks',
)

it('every action is tested: a new one has a scene above', () => {
  expect(Object.keys(scenes).sort()).toEqual(bundled.map(({ name }) => name).sort())
})

describe.each(bundled.map(({ name }) => name))('%s', (name) => {
  const open = () => scenes[name]?.() ?? Promise.reject(new Error(`no scene for ${name}`))
  const stopped = { exitCode: 1, outputs: { verdict: 'fail', reason: 'cancelled' } }

  it('writes while its log is read; otherwise the tests below would show nothing', async () => {
    const ready = await open()
    const from = ready.host.log.length
    await ready.run()
    expect(ready.host.log.slice(from).filter(isWrite)).toHaveLength(ready.writes)
  })

  it.each([[['stdout']], [['stderr']], [['stdout', 'stderr']]] as const)(
    'writes nothing once %j has no reader',
    async (of) => {
      const ran = await runUntil(await open(), ({ method }) => method === 'GET', of)
      expect(ran).toMatchObject(stopped)
      // cf-probes puts a key before it reads anything, and deletes the key again.
      if (name !== 'cf-probes') expect(ran.writes).toEqual([])
    },
  )

  it('begins no second write if its reader left during the first', async () => {
    const ready = await open()
    if (ready.writes === 0) return
    const ran = await runUntil(ready, isWrite, ['stdout'])
    expect(ran).toMatchObject(stopped)
    // The key is deleted again, as after any other end.
    expect(ran.writes).toHaveLength(name === 'cf-probes' ? 2 : 1)
  })
})
