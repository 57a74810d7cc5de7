import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ControlPlane, startControlPlane } from '@suite/testkit/control-plane'
import { type OciRegistry, startRegistry } from '@suite/testkit/oci-registry'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { type BuilderFault, password, writeDockerStub } from './act/docker-stub.ts'
import { openPinForge, type Patience, writePinWorkflow } from './act/pin-forges.ts'
import { runWorkflow, type WorkflowResult } from './act/run-workflow.ts'
import type { Forge } from './act/runs.ts'
import { expectRunsShown, showRun } from './act/show-run.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''

const old = `sha256:${'0'.repeat(64)}`
const template = 'codex'

const { folder, published } = stageSuite(['publish-image', 'pin-drift'])
beforeAll(() => {
  expect(existsSync(join(published(), 'promote-runtime-pin/action.yml'))).toBe(true)
  expect(existsSync(join(published(), 'verify-runtime-pin/action.yml'))).toBe(true)
})

/** A fault to inject into the run. */
interface Change extends Patience {
  readonly secrets?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly builder?: BuilderFault
}

describe.skipIf(skipped !== '').each([
  ['GitHub', process.versions.node],
  ['Gitea', '20.20.2'],
] as const)(`under act, with the environment of %s and Node %s${skipped}`, (on, node) => {
  judgePipeline(on, `Node ${node}, ${on.toLowerCase()} `)
})

describe.skipIf(skipped !== '')(`the table of runs${skipped}`, () => {
  test('lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act-publish-image.test.ts')
  })
})

/** @param banner what the first line of each action says about where it runs */
function judgePipeline(on: Forge, banner: string): void {
  let registry: OciRegistry
  let planes: { readonly prod: ControlPlane; readonly staging: ControlPlane }

  beforeEach(async () => {
    const pins = [{ template, region: 'global', digest: old }]
    registry = await startRegistry()
    planes = { prod: await startControlPlane({ pins }), staging: await startControlPlane({ pins }) }
    return () => Promise.all([registry, planes.prod, planes.staging].map((host) => host.close()))
  })

  async function run(workflow: 'publish-image' | 'pin-drift', change: Change = {}): Promise<WorkflowResult> {
    if ('missing' in act) throw new Error(act.missing)
    const { forge, token, node, [workflow]: trigger } = await openPinForge[on]()
    const tokenFor = (plane: ControlPlane) => plane.token({ scopes: ['read', 'promote'], template })
    return runWorkflow({
      on: trigger,
      forge,
      token,
      node,
      act: act.path,
      workflow: await writePinWorkflow(workflow, folder(), change),
      repositories: { 'org/actions@v1': published() },
      programs: await writeDockerStub(folder(), change.builder),
      files: { Dockerfile: 'FROM scratch\n' },
      secrets: {
        CP_ADMIN_API_TOKEN: tokenFor(planes.prod),
        CP_ADMIN_API_TOKEN_STAGING: tokenFor(planes.staging),
        REGISTRY_TOKEN: password,
        ...change.secrets,
      },
      variables: {
        RUNTIME_IMAGE: `${registry.address}/acme/runtime`,
        RUNTIME_TEMPLATE: template,
        RUNTIME_PLATFORMS: 'linux/amd64,linux/arm64',
        // The planes pin an image that no registry has, as on the first run of a new workflow.
        RUNTIME_ALLOW_DOWNGRADE: 'true',
        CP_URL_PROD: planes.prod.url,
        CP_URL_STAGING: planes.staging.url,
        ...change.variables,
      },
    })
  }

  /** Returns how each job ended, without skipped jobs. */
  const endsOf = ({ jobs }: WorkflowResult) =>
    Object.fromEntries(Object.entries(jobs).map(([name, { succeeded }]) => [name, succeeded]))
  const pushed = () => String(registry.tags('acme/runtime').main)
  const pins = () => [planes.prod.pinned(template), planes.staging.pinned(template)]
  const refuse = (plane: ControlPlane) =>
    plane.host.inject({ match: { method: 'POST' }, fault: { kind: 'replace', answer: { status: 403 } } })

  test('both planes serve the pushed image, and the run passes', async () => {
    const result = await run('publish-image')
    expect(endsOf(result), result.printed).toEqual({
      publish: true,
      'promote-pin-1': true,
      'promote-pin-2': true,
      'verify-pin-1': true,
      'verify-pin-2': true,
    })
    showRun('publish-image', on, 'passes', result)
    expect(result.printed).toContain(banner)
    expect(pins()).toEqual([pushed(), pushed()])
    for (const leg of ['verify-pin-1', 'verify-pin-2'])
      expect(result.jobs[leg]?.outputs).toMatchObject({ verdict: 'pass', 'actual-digest': pushed() })
  })

  test('a plane that pins an image of unknown age keeps it until a person allows the replacement', async () => {
    const result = await run('publish-image', {
      variables: { RUNTIME_ALLOW_DOWNGRADE: '' },
      impatient: true,
    })
    expect(endsOf(result), result.printed).toMatchObject({
      'promote-pin-1': false,
      'promote-pin-2': false,
      'verify-pin-1': false,
    })
    expect(result.printed).toContain('it is not known whether')
    expect(pins()).toEqual([old, old])
  })

  async function expectNothingPublished(change: Change) {
    const result = await run('publish-image', change)
    expect(endsOf(result), result.printed).toEqual({ publish: false })
    showRun('publish-image', on, 'fails', result)
    expect(pins()).toEqual([old, old])
    expect([...planes.prod.host.log, ...planes.staging.host.log]).toEqual([])
  }

  test('a build that fails fails the run, and no plane is called', () =>
    expectNothingPublished({ builder: 'fails' }))

  test('drift is reported for the plane that has it, and for no other', async () => {
    expect((await run('publish-image')).exitCode).toBe(0)
    const steady = await run('pin-drift')
    expect(endsOf(steady), steady.printed).toEqual({
      published: true,
      'verify-pin-1': true,
      'verify-pin-2': true,
    })
    showRun('pin-drift', on, 'passes', steady)
    planes.staging.move(template, old)
    const drifted = await run('pin-drift', { impatient: true })
    expect(endsOf(drifted), drifted.printed).toEqual({
      published: true,
      'verify-pin-1': true,
      'verify-pin-2': false,
    })
    showRun('pin-drift', on, 'fails', drifted)
  })

  // What follows asks no forge, and the actions are tested on both Nodes.
  if (on === 'Gitea') return

  test('a plane that answers 403 fails its own job, and hides nothing about the other plane', async () => {
    refuse(planes.prod)
    const result = await run('publish-image', { impatient: true })
    expect(endsOf(result), result.printed).toEqual({
      publish: true,
      'promote-pin-1': false,
      'promote-pin-2': true,
      'verify-pin-1': false,
      'verify-pin-2': true,
    })
    expect(result.exitCode).toBe(1)
    expect(result.printed).toContain('answered 403')
    expect(pins()).toEqual([old, pushed()])
  })

  test.each([
    ['CP_ADMIN_API_TOKEN', 'prod', [1, 2]],
    ['CP_ADMIN_API_TOKEN_STAGING', 'staging', [2, 1]],
  ] as const)('an empty secret %s fails only %s, whose pin stays', async (name, plane, [red, green]) => {
    const result = await run('publish-image', { secrets: { [name]: '' } })
    expect(endsOf(result), result.printed).toMatchObject({
      [`promote-pin-${red}`]: false,
      [`promote-pin-${green}`]: true,
      [`verify-pin-${red}`]: false,
      [`verify-pin-${green}`]: true,
    })
    expect(result.exitCode).toBe(1)
    // The other plane's token is not used instead.
    expect(planes[plane].host.log).toEqual([])
    expect(planes[plane].pinned(template)).toBe(old)
  })

  test('an empty URL fails its plane, and the other plane is not called instead', async () => {
    const result = await run('publish-image', { variables: { CP_URL_PROD: '' } })
    expect(endsOf(result), result.printed).toMatchObject({ 'promote-pin-1': false, 'verify-pin-1': false })
    expect(planes.staging.promotions).toHaveLength(1)
    expect(result.exitCode).toBe(1)
  })

  test.each([
    ['a build that names no digest', { builder: 'names no digest' }],
    ['a wrong password of the registry', { secrets: { REGISTRY_TOKEN: 'wrong' } }],
    ['no password of the registry', { secrets: { REGISTRY_TOKEN: '' } }],
    ['no image', { variables: { RUNTIME_IMAGE: '' } }],
  ] satisfies [string, Change][])('%s fails the run, and no plane is called', (_, change) =>
    expectNothingPublished(change),
  )
}
