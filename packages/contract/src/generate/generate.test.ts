import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { cfProbes, contracts, nodeChecks, nodeChecksRuns, wranglerDeploy } from '../../test/fixtures/index.ts'
import { type Contract, defineAction, input } from '../index.ts'
import { renderActionTypes, renderActionYml, renderCatalog, renewReadme } from './index.ts'

const stepsOf = (contract: Contract) => (contract.runs === 'composite' ? nodeChecksRuns : undefined)
const each = contracts.map((contract) => [contract.name, contract] as const)

const page = '# Title\n\nProse.\n\n<!-- generated: contract -->\n<!-- /generated -->\n\nMore prose.\n'

const tricky = defineAction({
  name: 'tricky',
  title: "It's: a title",
  description: 'Reads `a|b`',
  branding: { icon: 'box', color: 'blue' },
  events: ['push'],
  inputs: {
    pattern: input.text({ description: 'One of `a|b`,\nor c|d', default: '#no: [comment]' }),
    truth: input.text({ description: 'Text that looks like YAML', default: 'true' }),
    lines: input.lines({ description: 'Many', default: '- a\n*b\n' }),
  },
  outputs: {},
  reasons: { done: { verdict: 'pass', means: 'It is done.' } },
  permissions: [],
})

describe('action.yml', () => {
  it.each(each)('of %s gives the runner exactly the inputs and outputs of the contract', (_, contract) => {
    const file = parse(renderActionYml(contract, stepsOf(contract)))
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

  it('gives an alias no default, so that what the user wrote is told from what the runner fills in', () => {
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

  it('keeps texts that look like YAML as they are', () => {
    const { name, inputs } = parse(renderActionYml(tricky))
    expect(name).toBe("It's: a title")
    expect(inputs.pattern.default).toBe('#no: [comment]')
    expect(inputs.truth.default).toBe('true')
    expect(inputs.lines.default).toBe('- a\n*b\n')
  })

  it('of a composite action carries its steps, and each output by the step that gives it', () => {
    const { runs, outputs } = parse(renderActionYml(nodeChecks, nodeChecksRuns))
    expect(runs).toEqual({ using: 'composite', steps: nodeChecksRuns.steps })
    expect(outputs.verdict.value).toBe('${{ steps.run.outputs.verdict }}')
  })
})

describe('a contract that cannot be kept', () => {
  const broken = (change: Partial<Contract>) => () => renderActionYml({ ...tricky, ...change })

  it.each<[string, Partial<Contract>, RegExp]>([
    [
      'a default that its kind refuses',
      { inputs: { t: input.duration({ description: '', default: 'soon' }) } },
      /default of t/,
    ],
    ['a name in another case', { inputs: { camelCase: input.text({ description: '' }) } }, /kebab-case/],
    [
      'an alias that is an input',
      { inputs: { a: input.text({ description: '', aliases: ['B'] }), b: input.text({ description: '' }) } },
      /b is declared twice/,
    ],
    [
      'a condition on an input that is not there',
      { inputs: { a: input.text({ description: '', required: { input: 'comand', is: ['x'] } }) } },
      /hangs on comand/,
    ],
    [
      'a condition on a value that cannot be',
      {
        inputs: {
          a: input.flag({ description: '' }),
          b: input.text({ description: '', required: { input: 'a', is: ['yes'] } }),
        },
      },
      /never is/,
    ],
    [
      'a permission for an event on which it does not run',
      { permissions: [{ scope: 'contents', access: 'read', why: '', when: { events: ['pull_request'] } }] },
      /pull_request/,
    ],
    [
      'a scope of a token that is no input',
      { tokenScopes: [{ input: 'tokn', service: 'S', scope: 'x', why: '' }] },
      /hangs on tokn/,
    ],
    ['a branding color that the forge lacks', { branding: { icon: 'box', color: 'pink' } }, /pink/],
    ['steps that are missing', { runs: 'composite' }, /brings its own steps/],
  ])('is refused for %s', (_, change, message) => {
    expect(broken(change)).toThrow(message)
  })

  it('is refused whole, with every problem named', () => {
    const twice = broken({ branding: { icon: 'box', color: 'pink' }, name: 'Tricky' })
    expect(twice).toThrow(/pink/)
    expect(twice).toThrow(/Tricky is not kebab-case/)
  })

  it('is refused for an output that no step gives', () => {
    const { verdict: _, ...outputs } = nodeChecksRuns.outputs
    expect(() => renderActionYml(nodeChecks, { ...nodeChecksRuns, outputs })).toThrow(/output verdict/)
  })

  it('is refused for a script into which the runner writes values', () => {
    const steps = [{ name: 'Build', run: 'npm run ${{ inputs.script }}' }]
    expect(() => renderActionYml(nodeChecks, { ...nodeChecksRuns, steps })).toThrow(/script of Build/)
  })
})

describe('action-types.yml', () => {
  it.each(each)('of %s types every input and output', (_, contract) => {
    const types = parse(renderActionTypes(contract))
    const file = parse(renderActionYml(contract, stepsOf(contract)))
    expect(new Set(Object.keys(types.inputs))).toEqual(new Set(Object.keys(file.inputs)))
    expect(new Set(Object.keys(types.outputs))).toEqual(new Set(Object.keys(file.outputs)))
    for (const { type } of [...Object.values(types.inputs), ...Object.values(types.outputs)] as {
      type: string
    }[])
      expect(['string', 'boolean', 'integer', 'float', 'list', 'enum']).toContain(type)
  })

  it('lists what a choice may be', () => {
    expect(parse(renderActionTypes(wranglerDeploy)).inputs['routes-policy']).toEqual({
      type: 'enum',
      'allowed-values': ['strict', 'report', 'off'],
    })
  })
})

describe('a README', () => {
  it.each(each)('of %s renewed twice is the same', (_, contract) => {
    const once = renewReadme(page, contract)
    expect(renewReadme(once, contract)).toBe(once)
    expect(once.startsWith('# Title\n\nProse.\n')).toBe(true)
    expect(once.endsWith('\n\nMore prose.\n')).toBe(true)
  })

  it.each(each)('of %s has an anchor for every reason', (_, contract) => {
    const renewed = renewReadme(page, contract)
    for (const reason of Object.keys(contract.reasons)) expect(renewed).toContain(`\n### ${reason}\n`)
  })

  it.each([
    '# Title',
    '# Title\n<!-- generated: contract -->',
    '<!-- /generated -->\n<!-- generated: contract -->',
  ])('without both marks is refused, so that no page goes stale unseen: %j', (text) => {
    expect(() => renewReadme(text, tricky)).toThrow(/lacks/)
  })

  it('keeps a table whole, whatever its cells hold', () => {
    const rows = renewReadme(page, tricky)
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(rows.find((row) => row.includes('`pattern`'))).toBe(
      '| `pattern` | One of `a\\|b`,<br>or c\\|d | text | `#no: [comment]` |',
    )
    expect(rows.find((row) => row.includes('`lines`'))).toContain('| `- a`<br>`*b` |')
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
  it('lists every action once, by name', () => {
    const names = renderCatalog(contracts)
      .split('\n')
      .flatMap((line) => /^\| \[([a-z-]+)\]/.exec(line)?.[1] ?? [])
    expect(names).toEqual(contracts.map(({ name }) => name).sort())
  })

  it('tells what an action always needs from what it needs at times', () => {
    const row = renderCatalog(contracts)
      .split('\n')
      .find((line) => line.includes('coverage-patch-gate'))
    expect(row).toContain('| gate | `contents: read` |')
  })
})
