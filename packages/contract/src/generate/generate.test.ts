import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Contract, defineAction, input } from '../index.ts'
import { renderActionYml, renewReadme } from './index.ts'

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
  it('keeps texts that look like YAML as they are', () => {
    const { name, inputs } = parse(renderActionYml(tricky))
    expect(name).toBe("It's: a title")
    expect(inputs.pattern.default).toBe('#no: [comment]')
    expect(inputs.truth.default).toBe('true')
    expect(inputs.lines.default).toBe('- a\n*b\n')
  })
})

describe('a contract with an error', () => {
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
  ])('is refused for %s', (_, change, message) => {
    expect(broken(change)).toThrow(message)
  })

  it('is refused with every problem in one message', () => {
    const twice = broken({ branding: { icon: 'box', color: 'pink' }, name: 'Tricky' })
    expect(twice).toThrow(/pink/)
    expect(twice).toThrow(/Tricky is not kebab-case/)
  })
})

describe('a README', () => {
  it.each([
    '# Title',
    '# Title\n<!-- generated: contract -->',
    '<!-- /generated -->\n<!-- generated: contract -->',
  ])('without both markers is refused, so that no page goes stale unnoticed: %j', (text) => {
    expect(() => renewReadme(text, tricky)).toThrow(/lacks/)
  })

  it('keeps a table intact, whatever its cells contain', () => {
    const rows = renewReadme(page, tricky)
      .split('\n')
      .filter((line) => line.startsWith('|'))
    expect(rows.find((row) => row.includes('`pattern`'))).toBe(
      '| `pattern` | One of `a\\|b`,<br>or c\\|d | text | `#no: [comment]` |',
    )
    expect(rows.find((row) => row.includes('`lines`'))).toContain('| `- a`<br>`*b` |')
  })
})
