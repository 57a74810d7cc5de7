import { hostilePins } from '@suite/testkit/control-plane'
import { findInjections, hostileTexts } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { old, ours, red, setScene } from './scene.ts'

const openScene = setScene()
const all = hostileTexts.join(' ')

it('what a control plane says of other pins does nothing, and the outputs and the evidence are those of this pin', async () => {
  const { promote } = await openScene({
    pins: [...hostilePins, { template: 'codex', region: 'global', digest: old }],
  })
  const ran = await promote({ inputs: { environment: all.replaceAll('\0', ''), 'allow-downgrade': 'true' } })
  expect(findInjections(ran)).toEqual([])
  expect(ran.outputs, ran.said).toMatchObject({ verdict: 'pass', digest: ours, 'previous-digest': old })
  expect(ran.evidence).not.toBe('')
})

it.each(hostileTexts.slice(0, 1).concat(all))(
  'a digest that is a name is refused, and reaches no output (%j)',
  async (digest) => {
    const { promote } = await openScene({ pins: [{ template: 'codex', region: 'global', digest }] })
    const ran = await promote()
    expect(ran, ran.said).toMatchObject(red)
    expect(findInjections(ran)).toEqual([])
    expect(Object.values(ran.outputs).join(' ')).not.toContain('pwned')
  },
)
