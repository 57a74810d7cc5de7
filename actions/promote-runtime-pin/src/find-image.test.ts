import { paceOf } from '@suite/control-plane'
import { OutsideError } from '@suite/errors'
import { type InspectedImage, MissingPart } from '@suite/oci-registry'
import { registryReasons } from '@suite/oci-registry/reasons'
import { describe, expect, it } from 'vitest'
import { findImage } from './find-image.ts'

const digest = `sha256:${'1'.repeat(64)}`
const image: InspectedImage = { digest, mediaType: 'm', platforms: ['linux/amd64'], revisions: [] }
const layer = new MissingPart('the layer is not there')
const refused = new OutsideError(registryReasons['registry-refused'], 'answered 403')

/** Runs looks in sequence and repeats the last one; each takes a second of the minute that there is. */
async function look(...looks: readonly (InspectedImage | Error | undefined)[]) {
  let now = 0
  const waits: number[] = []
  const lines: string[] = []
  const patience = {
    ...paceOf(60_000),
    remaining: () => 60_000 - now,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds)
      now += milliseconds
    },
  }
  let asked = 0
  const inspect = async () => {
    const found = looks[Math.min(asked, looks.length - 1)]
    asked += 1
    now += 1_000
    if (found instanceof Error) throw found
    return found
  }
  const end = await findImage({ inspect }, digest, patience, (line) => lines.push(line)).catch(
    (error: unknown) => error,
  )
  return { end, waits, lines, asked, now }
}

describe('a pushed image', () => {
  it('causes no wait if it exists', async () => {
    expect(await look(image)).toMatchObject({ end: image, waits: [], lines: [], asked: 1 })
  })

  it.each([
    ['as a whole', undefined],
    ['in part', layer],
  ])('causes a wait if it is missing %s, with one line in the log', async (_, missing) => {
    const { end, waits, lines } = await look(missing, missing, missing, image)
    expect([end, waits]).toEqual([image, [1_000, 2_000, 4_000]])
    expect(lines).toEqual([
      `The registry does not have the whole of ${digest} yet: waiting up to 29 s for it.`,
    ])
  })

  it('is missing if it does not appear in half of the time, after only a few requests', async () => {
    const { end, now, asked, waits } = await look(undefined)
    expect(end).toBeUndefined()
    expect(now).toBeLessThanOrEqual(31_000)
    expect(now).toBeGreaterThan(20_000)
    expect(asked).toBeLessThan(8)
    expect(Math.max(...waits)).toBe(8_000)
  })

  it('is not complete if a part stays missing', async () => {
    expect((await look(layer)).end).toBe(layer)
  })

  it('causes no wait if the registry refuses, because time does not change that', async () => {
    expect(await look(refused)).toMatchObject({ end: refused, waits: [], lines: [] })
  })
})
