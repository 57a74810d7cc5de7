import { describe, expect, expectTypeOf, it } from 'vitest'
import { defineAction, type InputsOf, input } from './index.ts'

describe('the inputs that an action receives', () => {
  it('have the types of their kinds, even of a kind that no action uses yet', () => {
    const contract = defineAction({
      name: 'an-action',
      title: 'An action',
      description: 'Does something',
      branding: { icon: 'box', color: 'blue' },
      events: [],
      inputs: {
        threshold: input.percent({ description: '', default: '85%' }),
        thresholds: input.percents({ description: '', alone: '100' }),
        targets: input.choices({ description: '', values: ['x86_64-linux', 'aarch64-linux'] }),
        patterns: input.lines({ description: '', required: true }),
      },
      outputs: {},
      reasons: {},
      permissions: [],
    })
    type Inputs = InputsOf<typeof contract>
    expectTypeOf<Inputs['threshold']>().toEqualTypeOf<number>()
    expectTypeOf<Inputs['thresholds']>().toEqualTypeOf<ReadonlyMap<string, number> | undefined>()
    expectTypeOf<NonNullable<Inputs['targets']>[number]>().toEqualTypeOf<'x86_64-linux' | 'aarch64-linux'>()
    expectTypeOf<Inputs['patterns']>().toEqualTypeOf<readonly string[]>()
    expect(Object.keys(contract.inputs)).toHaveLength(4)
  })
})

describe('a contract', () => {
  it("keeps a gate's own description of what it looks at", () => {
    const gate = defineAction({
      name: 'a-gate',
      title: 'A gate',
      description: 'Blocks',
      branding: { icon: 'box', color: 'blue' },
      gate: true,
      events: [],
      inputs: { word: input.text({ description: '' }) },
      outputs: { 'scope-size': { description: 'How many words were read', holds: 'number' } },
      reasons: {},
      permissions: [],
    })
    expect(gate.outputs['scope-size'].description).toBe('How many words were read')
  })
})
