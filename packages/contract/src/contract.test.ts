import { describe, expect, expectTypeOf, it } from 'vitest'
import type {
  cfProbes,
  coveragePatchGate,
  denoMultiTargetCompile,
  promoteRuntimePin,
  wranglerDeploy,
} from '../test/fixtures/index.ts'
import { contracts } from '../test/fixtures/index.ts'
import { defineAction, type InputsOf, input, type OutputNameOf, type ReasonOf } from './index.ts'

describe('what an action gets', () => {
  it('has the type of its kind', () => {
    type Deploy = InputsOf<typeof wranglerDeploy>
    expectTypeOf<Deploy['command']>().toEqualTypeOf<'deploy' | 'stage' | 'promote' | 'rollback' | 'check'>()
    expectTypeOf<Deploy['traffic']>().toEqualTypeOf<number>()
    expectTypeOf<Deploy['timeout']>().toEqualTypeOf<number>()
    expectTypeOf<Deploy['dry-run']>().toEqualTypeOf<boolean>()
    expectTypeOf<Deploy['vars']>().toEqualTypeOf<ReadonlyMap<string, string> | undefined>()
    expectTypeOf<Deploy['secrets']>().toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf<InputsOf<typeof promoteRuntimePin>['control-plane-url']>().toEqualTypeOf<URL>()
    expectTypeOf<InputsOf<typeof coveragePatchGate>['high-risk']>().toEqualTypeOf<
      ReadonlyMap<string, number> | undefined
    >()
    expectTypeOf<
      InputsOf<typeof denoMultiTargetCompile>['targets'][number]
    >().toExtend<`${string}-${string}`>()
  })

  it('may be undefined wherever it can be, so that no action reads what is not there', () => {
    type Deploy = InputsOf<typeof wranglerDeploy>
    expectTypeOf<Deploy['api-token']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Deploy['tag']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<InputsOf<typeof cfProbes>['artifact-name']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<InputsOf<typeof coveragePatchGate>['token']>().toEqualTypeOf<string>()
  })

  it('has `enforce` in a gate alone', () => {
    expectTypeOf<InputsOf<typeof coveragePatchGate>['enforce']>().toEqualTypeOf<boolean>()
    expectTypeOf<InputsOf<typeof cfProbes>>().not.toHaveProperty('enforce')
  })
})

describe('what an action gives', () => {
  it('is held to the reasons of its contract, by verdict', () => {
    expectTypeOf<ReasonOf<typeof coveragePatchGate, 'skip'>>().toEqualTypeOf<'nothing-executable'>()
    expectTypeOf<'bug'>().toExtend<ReasonOf<typeof cfProbes, 'fail'>>()
    expectTypeOf<'probes-passed'>().not.toExtend<ReasonOf<typeof cfProbes, 'fail'>>()
  })

  it('is held to the outputs of its contract, without those that the runner gives', () => {
    expectTypeOf<OutputNameOf<typeof promoteRuntimePin>>().toEqualTypeOf<
      'promoted' | 'digest' | 'previous-digest' | 'attempts' | 'evidence-path' | 'evidence-digest'
    >()
    expectTypeOf<'scope-size'>().toExtend<OutputNameOf<typeof coveragePatchGate>>()
  })
})

describe('a contract', () => {
  it.each(contracts.map((contract) => [contract.name, contract] as const))(
    '%s promises verdict and reason, and as a gate its scope and a way to report only',
    (_, { gate, inputs, outputs, reasons }) => {
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['verdict', 'reason']))
      expect('enforce' in inputs).toBe(gate)
      expect('scope-size' in outputs).toBe(gate)
      expect(Object.keys(reasons)).toEqual(expect.arrayContaining(['input-invalid', 'bug', 'cancelled']))
      expect(Object.values(reasons).map(({ verdict }) => verdict)).toContain('pass')
    },
  )

  it('keeps the words of a gate about what it looks at', () => {
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
