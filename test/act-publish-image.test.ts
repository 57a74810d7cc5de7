import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ControlPlane, startControlPlane } from '@suite/testkit/control-plane'
import { node20, type Trigger } from '@suite/testkit/core'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { type OciRegistry, startRegistry } from '@suite/testkit/oci-registry'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { type BuilderFault, password, writeDockerStub } from './act/docker-stub.ts'
import { runWorkflow, type WorkflowResult } from './act/run-workflow.ts'
import type { Forge as ForgeName } from './act/runs.ts'
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
interface Change {
  readonly secrets?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  readonly builder?: BuilderFault
  /** Waits only seconds for a pin that never changes, instead of the actions' default of one minute. */
  readonly impatient?: boolean
}

/** A forge with one commit on main, and what starts each of the two workflows. */
interface Forge extends Pick<Parameters<typeof runWorkflow>[0], 'forge' | 'token' | 'node'> {
  readonly 'publish-image': Trigger
  readonly 'pin-drift': Trigger
}

describe.skipIf(skipped !== '')(`under act, with GitHub's environment and Node 24${skipped}`, () => {
  judgePipeline('GitHub', `Node ${process.versions.node}, github `, async () => {
    const github = await startGitHub()
    onTestFinished(() => github.close())
    const repository = await github.createRepository('acme/runtime')
    const after = await repository.commit({ branch: 'main', files: { Dockerfile: 'FROM scratch\n' } })
    const push = await repository.trigger.push({ branch: 'main', before: null, after })
    const drift = await repository.trigger.schedule('17 * * * *')
    const token = github.token({ permissions: { contents: 'read' } })
    return { 'publish-image': push, 'pin-drift': drift, forge: github.forge, token, node: process.execPath }
  })
})

describe.skipIf(skipped !== '')(`under act, with Gitea's environment and Node 20${skipped}`, () => {
  judgePipeline('Gitea', 'Node 20.20.2, gitea ', async () => {
    const gitea = await startGitea()
    onTestFinished(() => gitea.close())
    const repository = await gitea.createRepository('acme/runtime')
    await repository.commit({ branch: 'main', files: { Dockerfile: 'FROM scratch\n' } })
    const push = await repository.trigger.push('main', null)
    const drift = await repository.trigger.workflowDispatch({})
    const token = gitea.token({ permissions: { contents: 'read' } })
    return { 'publish-image': push, 'pin-drift': drift, forge: gitea.forge, token, node: node20 }
  })
})

describe.skipIf(skipped !== '')(`the table of runs${skipped}`, () => {
  test('lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act-publish-image.test.ts')
  })
})

const pathOf = (workflow: string) => join(root, 'workflows-templates', `${workflow}.yml`)

async function shorten(workflow: string): Promise<string> {
  const path = join(folder(), `${workflow}.yml`)
  const text = await readFile(pathOf(workflow), 'utf8')
  await writeFile(path, text.replaceAll(/^( *)template: /gm, '$1timeout: 4s\n$&'))
  return path
}

/** @param banner what the first line of each action says about where it runs */
function judgePipeline(on: ForgeName, banner: string, openForge: () => Promise<Forge>): void {
  let registry: OciRegistry
  let planes: { readonly prod: ControlPlane; readonly staging: ControlPlane }

  beforeEach(async () => {
    const pins = [{ template, region: 'global', digest: old }]
    registry = await startRegistry()
    planes = { prod: await startControlPlane({ pins }), staging: await startControlPlane({ pins }) }
    return async () => {
      await Promise.all([registry, planes.prod, planes.staging].map((host) => host.close()))
    }
  })

  async function run(workflow: 'publish-image' | 'pin-drift', change: Change = {}): Promise<WorkflowResult> {
    if ('missing' in act) throw new Error(act.missing)
    const { forge, token, node, [workflow]: on } = await openForge()
    const tokenFor = (plane: ControlPlane) => plane.token({ scopes: ['read', 'promote'], template })
    return runWorkflow({
      on,
      forge,
      token,
      node,
      act: act.path,
      workflow: change.impatient ? await shorten(workflow) : pathOf(workflow),
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
    ['a build that fails', { builder: 'fails' }],
    ['a build that names no digest', { builder: 'names no digest' }],
    ['a wrong password of the registry', { secrets: { REGISTRY_TOKEN: 'wrong' } }],
    ['no password of the registry', { secrets: { REGISTRY_TOKEN: '' } }],
    ['no image', { variables: { RUNTIME_IMAGE: '' } }],
  ] satisfies [string, Change][])('%s fails the run, and no plane is called', async (_, change) => {
    const result = await run('publish-image', change)
    expect(endsOf(result), result.printed).toEqual({ publish: false })
    showRun('publish-image', on, 'fails', result)
    expect(pins()).toEqual([old, old])
    expect([...planes.prod.host.log, ...planes.staging.host.log]).toEqual([])
  })

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
}
