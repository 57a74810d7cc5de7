import { describe, expect, test } from 'vitest'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'
import { openDeployScene, type WorkerTemplate } from './act/deploy-scene.ts'
import { type Forge, forges } from './act/runs.ts'
import { expectRunsShown, showRun } from './act/show-run.ts'
import { stageSuite } from './act/stage-suite.ts'

const act = await ensureTool('act')
const skipped = 'missing' in act ? ` (skipped: ${act.missing})` : ''

const { folder, published } = stageSuite(['deploy-api', 'deploy-api-simple', 'worker-drift'])
const open = (on: Forge, template: WorkerTemplate) =>
  openDeployScene(on, template, { suite: published(), folder: folder() })

describe.skipIf(skipped !== '')(`Workers under act, with real wrangler and workerd${skipped}`, () => {
  test.each(forges)('on %s a version is staged, proven, promoted and proven again', async (on) => {
    const scene = await open(on, 'deploy-api')
    const result = await scene.run()
    expect(result.printed).toContain('is staged at 0 %')
    expect(result.printed.match(/pass: .*4 probes passed/g)).toHaveLength(2)
    showRun('deploy-api', on, 'passes', result)
    expect(scene.live()).not.toBe(scene.before)
    expect(scene.cloudflare.unrouted).toEqual([])
  })

  test.each(forges)(
    'on %s a version that fails its probes is never promoted, and both jobs fail',
    async (on) => {
      const scene = await open(on, 'deploy-api')
      const result = await scene.run({ CORS: 'broken' })
      expect(result.printed).toContain('1 of 4 probes did not pass: cors-si-ask')
      expect(result.printed).toContain('api-production was not staged, or its probes did not pass')
      showRun('deploy-api', on, 'fails', result)
      expect(scene.live()).toBe(scene.before)
    },
  )

  test('a version that fails after its promotion is rolled back, and the run fails', async () => {
    const scene = await open('GitHub', 'deploy-api')
    const { exitCode, printed } = await scene.run({ BAD_AFTER: '30' })
    expect(printed).toContain('Main Promote')
    expect(printed).toContain('has all traffic again')
    expect(printed).toMatch(/Success - Main Probe what was restored/)
    expect(exitCode).toBe(1)
    expect(scene.live()).toBe(scene.before)
  })

  test.each(forges)('on %s the simple template deploys, and fails if its probes fail', async (on) => {
    const scene = await open(on, 'deploy-api-simple')
    const sound = await scene.run()
    expect(sound.printed).toMatch(/pass: .*4 probes passed/)
    showRun('deploy-api-simple', on, 'passes', sound)
    expect(scene.live()).not.toBe(scene.before)
    const broken = await scene.run({ CORS: 'broken' })
    expect(broken.printed).toContain('1 of 4 probes did not pass: cors-si-ask')
    showRun('deploy-api-simple', on, 'fails', broken)
  })

  test.each(forges)('on %s a route that somebody added in the dashboard fails worker-drift', async (on) => {
    const scene = await open(on, 'worker-drift')
    const equal = await scene.run()
    expect(equal.printed).toContain('api-production: Cloudflare has the routes of the configuration.')
    showRun('worker-drift', on, 'passes', equal)
    scene.addRoute()
    const differs = await scene.run()
    expect(differs.printed).toContain('old.shop.example/*')
    showRun('worker-drift', on, 'fails', differs)
    // It only reads.
    expect(scene.live()).toBe(scene.before)
  })

  test('the table of runs lists what was shown here, and nothing else', () => {
    expectRunsShown('test/act-deploy.test.ts')
  })
})
