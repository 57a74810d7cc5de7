import { describe, expect, expectTypeOf, it } from 'vitest'
import type { contract as cfProbes } from '../../actions/cf-probes/src/contract.ts'
import type { contract as promoteRuntimePin } from '../../actions/promote-runtime-pin/src/contract.ts'
import type { contract as requireProofs } from '../../actions/require-proofs/src/contract.ts'
import type { contract as wranglerDeploy } from '../../actions/wrangler-deploy/src/contract.ts'
import type { InputsOf, OutputNameOf, ReasonOf } from '../../packages/contract/src/index.ts'
import { actionNames, contractOf } from '../../scripts/actions.ts'

type Deploy = InputsOf<typeof wranglerDeploy>

describe('the inputs that an action receives', () => {
  it('has the type of its kind', () => {
    expectTypeOf<Deploy['command']>().toEqualTypeOf<'deploy' | 'stage' | 'promote' | 'rollback' | 'check'>()
    expectTypeOf<Deploy['traffic']>().toEqualTypeOf<readonly number[]>()
    expectTypeOf<Deploy['timeout']>().toEqualTypeOf<number>()
    expectTypeOf<Deploy['dry-run']>().toEqualTypeOf<boolean>()
    expectTypeOf<Deploy['vars']>().toEqualTypeOf<ReadonlyMap<string, string> | undefined>()
    expectTypeOf<Deploy['secrets']>().toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf<InputsOf<typeof promoteRuntimePin>['control-plane-url']>().toEqualTypeOf<URL>()
  })

  it('may be undefined wherever they can be missing, so that no action reads a missing value', () => {
    expectTypeOf<Deploy['api-token']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Deploy['tag']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<InputsOf<typeof cfProbes>['artifact-name']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<InputsOf<typeof requireProofs>['token']>().toEqualTypeOf<string>()
  })

  it('have `enforce` only for a gate', () => {
    expectTypeOf<InputsOf<typeof requireProofs>['enforce']>().toEqualTypeOf<boolean>()
    expectTypeOf<InputsOf<typeof cfProbes>>().not.toHaveProperty('enforce')
  })
})

describe('the result of an action', () => {
  it('may only have the reasons of its contract, by verdict', () => {
    expectTypeOf<'nothing-to-judge'>().toExtend<ReasonOf<typeof requireProofs, 'skip'>>()
    expectTypeOf<'bug'>().toExtend<ReasonOf<typeof cfProbes, 'fail'>>()
    expectTypeOf<'probes-passed'>().not.toExtend<ReasonOf<typeof cfProbes, 'fail'>>()
  })

  it('may only have the outputs of its contract, without those that the runner sets', () => {
    expectTypeOf<OutputNameOf<typeof promoteRuntimePin>>().toEqualTypeOf<
      'promoted' | 'digest' | 'previous-digest' | 'attempts' | 'evidence-path' | 'evidence-digest'
    >()
    expectTypeOf<'scope-size'>().toExtend<OutputNameOf<typeof requireProofs>>()
  })
})

describe('a contract', () => {
  it.each(actionNames())(
    '%s promises verdict and reason, and as a gate its scope and a way to report only',
    async (name) => {
      const { gate, inputs, outputs, reasons } = await contractOf(name)
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['verdict', 'reason']))
      expect('enforce' in inputs).toBe(gate)
      // Other actions may report what they looked at too.
      expect('scope-size' in outputs || !gate).toBe(true)
      expect(Object.keys(reasons)).toEqual(expect.arrayContaining(['input-invalid', 'bug', 'cancelled']))
      expect(Object.values(reasons).map(({ verdict }) => verdict)).toContain('pass')
    },
  )
})
