import { faults, type HostRequest } from '@suite/testkit/core'
import { describe, expect, it } from 'vitest'
import { old, openScene, ours, type Scene } from './scene.ts'

/** Runs until a request arrives that is never answered, and then cancels the run. */
async function stopAt({ plane, promote }: Scene, method: string, nth: number) {
  let stop = () => {}
  const when = new Promise<void>((resolve) => {
    stop = resolve
  })
  let seen = 0
  const match = (request: HostRequest) => {
    if (request.method === method) seen += 1
    if (request.method !== method || seen < nth) return false
    stop()
    return true
  }
  plane.host.inject({ match, fault: faults.hang(), applied: true })
  return promote({ signal: { name: 'SIGTERM', when }, inputs: { timeout: '6s' } })
}

describe('a cancelled run', () => {
  it('between read and write sends nothing', async () => {
    const scene = await openScene()
    const ran = await stopAt(scene, 'GET', 2)
    expect([ran.exitCode, ran.reason]).toEqual([1, 'cancelled'])
    expect([scene.posts(), scene.plane.pinned('codex')]).toEqual([0, old])
  })

  it('while the write is under way sends nothing more, and says that it may have been written', async () => {
    const scene = await openScene()
    const ran = await stopAt(scene, 'POST', 1)
    expect([ran.exitCode, ran.reason]).toEqual([1, 'cancelled'])
    expect(scene.plane.host.log.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST'])
    expect(ran.messages).toContain(`may or may not have been written: pin codex/global to ${ours}`)
  })

  it('between write and read says that the pin was moved', async () => {
    const scene = await openScene()
    const ran = await stopAt(scene, 'GET', 3)
    expect([ran.exitCode, ran.reason, scene.plane.pinned('codex')]).toEqual([1, 'cancelled', ours])
    expect(ran.messages).toContain(`written: pin codex/global to ${ours}`)
  })

  it('after an ambiguous answer does not send again', async () => {
    const scene = await openScene()
    scene.plane.host.inject({ match: { method: 'POST' }, fault: faults.status(500) })
    const ran = await stopAt(scene, 'GET', 3)
    expect([ran.exitCode, ran.reason, scene.posts()]).toEqual([1, 'cancelled', 1])
    expect(ran.messages).toContain('failed, may or may not have been written: pin codex/global')
  })
})
