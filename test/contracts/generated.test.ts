import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { contract as cfProbes } from '../../actions/cf-probes/src/contract.ts'
import { contract as wranglerDeploy } from '../../actions/wrangler-deploy/src/contract.ts'
import {
  renderActionTypes,
  renderActionYml,
  renderCatalog,
  renewReadme,
} from '../../packages/contract/src/generate/index.ts'
import { actionNames, contractOf } from '../../scripts/actions.ts'

const page = '# Title\n\nProse.\n\n<!-- generated: contract -->\n<!-- /generated -->\n\nMore prose.\n'
const each = await Promise.all(actionNames().map(async (name) => [name, await contractOf(name)] as const))

describe('action.yml', () => {
  it.each(each)('of %s gives the runner exactly the inputs and outputs of the contract', (_, contract) => {
    const file = parse(renderActionYml(contract))
    const aliases = Object.values(contract.inputs).flatMap((input) => input.aliases)
    expect(new Set(Object.keys(file.inputs))).toEqual(
      new Set([...Object.keys(contract.inputs), ...aliases, ...Object.keys(contract.removed)]),
    )
    for (const [name, { default: text }] of Object.entries(contract.inputs))
      expect(file.inputs[name].default).toBe(text)
    expect(Object.keys(file.outputs)).toEqual(Object.keys(contract.outputs))
    expect(file.name).toBe(contract.title)
    expect(file.branding).toEqual(contract.branding)
  })

  it('gives an alias no default, so that a value of the user is distinguished from a default of the runner', () => {
    expect(parse(renderActionYml(wranglerDeploy)).inputs.apiToken).toEqual({
      description: 'The same as api-token.',
      required: false,
    })
  })

  it('warns of a removed input where it is used', () => {
    expect(parse(renderActionYml(wranglerDeploy)).inputs.preCommands.deprecationMessage).toMatch(/run:/)
  })

  it('starts the bundle with Node 24', () => {
    expect(parse(renderActionYml(cfProbes)).runs).toEqual({ using: 'node24', main: 'index.js' })
  })
})

describe('action-types.yml', () => {
  it.each(each)('of %s types every input and output', (_, contract) => {
    const types = parse(renderActionTypes(contract))
    const file = parse(renderActionYml(contract))
    expect(new Set(Object.keys(types.inputs))).toEqual(new Set(Object.keys(file.inputs)))
    expect(new Set(Object.keys(types.outputs))).toEqual(new Set(Object.keys(file.outputs)))
    for (const { type } of [...Object.values(types.inputs), ...Object.values(types.outputs)] as {
      type: string
    }[])
      expect(['string', 'boolean', 'integer', 'float', 'list', 'enum']).toContain(type)
  })

  it('lists the values of a choice', () => {
    expect(parse(renderActionTypes(wranglerDeploy)).inputs['routes-policy']).toEqual({
      type: 'enum',
      'allowed-values': ['strict', 'report', 'off'],
    })
  })
})

describe('a README', () => {
  it.each(each)('of %s does not change when renewed twice', (_, contract) => {
    const once = renewReadme(page, contract)
    expect(renewReadme(once, contract)).toBe(once)
    expect(once.startsWith('# Title\n\nProse.\n')).toBe(true)
    expect(once.endsWith('\n\nMore prose.\n')).toBe(true)
  })

  it.each(each)('of %s has an anchor for every reason', (_, contract) => {
    const renewed = renewReadme(page, contract)
    for (const reason of Object.keys(contract.reasons)) expect(renewed).toContain(`\n### ${reason}\n`)
  })

  it('says when an input, a permission or a scope is needed', () => {
    const renewed = renewReadme(page, wranglerDeploy)
    expect(renewed).toContain('Required when `command` is `promote` or `rollback`.')
    expect(renewed).toContain('Required when `api-token` is given.')
    expect(renewed).toContain('when `routes-policy` is `strict` or `report`')
    expect(renewed).toContain('`apiToken` for `api-token`')
    expect(renewed).toContain('| `apiKey` | give an API token')
  })
})

describe('the catalog', () => {
  const catalog = renderCatalog(each.map(([, contract]) => contract))
  const rowOf = (name: string) => catalog.split('\n').find((line) => line.startsWith(`| [${name}]`))

  it('lists every action once, by name', () => {
    const names = catalog.split('\n').flatMap((line) => /^\| \[([a-z-]+)\]/.exec(line)?.[1] ?? [])
    expect(names).toEqual(actionNames())
  })

  it('separates what an action always needs from what it needs only sometimes', () => {
    expect(rowOf('require-proofs')).toContain('| gate | `contents: read`, `pull-requests: read` |')
    expect(rowOf('promote-runtime-pin')).toContain('| action | none |')
  })
})
