import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { type Contract, defineAction, input, parseInput, parseInputs, shared } from './index.ts'

type Texts = Readonly<Record<string, string>>

const from = (texts: Texts) => (name: string) => texts[name]

const actionWith = <const I extends Contract['inputs']>(inputs: I, removed: Texts = {}) =>
  defineAction({
    name: 'an-action',
    title: 'An action',
    description: 'Does something',
    branding: { icon: 'box', color: 'blue' },
    events: [],
    inputs,
    removed,
    outputs: {},
    reasons: {},
    permissions: [],
  })

function problemsOf(contract: Contract, texts: Texts): string[] {
  try {
    parseInputs(contract, from(texts))
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map(({ what }) => what)
    throw error
  }
  return []
}

const read = <C extends Contract>(contract: C, texts: Texts) => parseInputs(contract, from(texts))

describe('a message about wrong inputs', () => {
  it('reports each input once, not as wrong and as missing', () => {
    const contract = actionWith({ count: input.integer({ description: '', required: true }) })
    expect(problemsOf(contract, { count: 'x' })).toEqual([
      'input count must be a whole number from 0, not "x"',
    ])
  })

  it('shortens a long value, so that the log stays readable', () => {
    const contract = actionWith({ flag: input.flag({ description: '' }) })
    const problem = (length: number) => problemsOf(contract, { flag: 'x'.repeat(length) })[0]
    expect(problem(80)).toBe(`input flag must be true or false, not "${'x'.repeat(80)}"`)
    expect(problem(81)).toBe(`input flag must be true or false, not "${'x'.repeat(80)}…"`)
    expect(problem(5_000)).toBe(problem(81))
  })
})

describe('a default', () => {
  const contract = actionWith({
    mode: input.choice({ description: '', values: ['fast', 'safe'], default: 'safe' }),
    sha: input.text({ description: '', default: '${{ github.sha }}' }),
    artifact: input.text({ description: '', default: 'proofs', emptyMeans: 'no upload' }),
    plain: input.text({ description: '' }),
  })

  it('applies if the runner omits the variable', () => {
    expect(read(contract, {})).toEqual({ mode: 'safe', artifact: 'proofs' })
  })

  it.each(['', '  ', '\n'])('applies if the user writes %j', (text) => {
    expect(read(contract, { mode: text, plain: text })).toEqual({ mode: 'safe', artifact: 'proofs' })
  })

  it.each(['', ' '])('does not apply if %j has a meaning of its own', (text) => {
    expect(read(contract, { artifact: text }).artifact).toBeUndefined()
  })

  it('that is an expression is left to the runner: its text never becomes a value', () => {
    expect(read(contract, {}).sha).toBeUndefined()
    expect(read(contract, { sha: 'abc' }).sha).toBe('abc')
  })

  it('that is an expression and resolves to nothing counts as missing if the input is required', () => {
    const needing = actionWith({ token: shared.token('') })
    expect(problemsOf(needing, { token: '' })).toEqual(['input token is missing'])
  })
})

describe('an alias', () => {
  const contract = actionWith({
    'config-path': input.choice({
      description: '',
      values: ['a', 'b', 'c'],
      default: 'a',
      aliases: ['configuration-path', 'configPath'],
    }),
    token: shared.token('', ['repo-token']),
  })
  const token = 't'

  it('wins over a default, which the runner writes into the variable itself', () => {
    expect(read(contract, { token, 'config-path': 'a', 'configuration-path': 'b' })['config-path']).toBe('b')
  })

  it("wins over the job's token, which is the default of `token`", () => {
    expect(read(contract, { token: 'job', 'repo-token': 'own' }).token).toBe('own')
  })

  it('is trimmed like the name that it replaces', () => {
    expect(read(contract, { token, 'configuration-path': 'b\n' })['config-path']).toBe('b')
    expect(read(contract, { token, 'config-path': 'c', 'configuration-path': '  ' })['config-path']).toBe('c')
  })

  it('may have the same value as the name', () => {
    expect(read(contract, { token, 'config-path': 'b', 'configuration-path': 'b' })['config-path']).toBe('b')
  })

  it('with a different value is refused, instead of guessing which one is meant', () => {
    expect(problemsOf(contract, { token, 'config-path': 'b', 'configuration-path': 'c' })).toEqual([
      'input config-path is given under its own name and as configuration-path, with different values; keep one',
    ])
    expect(problemsOf(contract, { token, configPath: 'b', 'configuration-path': 'c' })).toEqual([
      'input config-path is given as configuration-path and as configPath, with different values; keep one',
    ])
  })

  it('is accepted if two aliases have the same value', () => {
    const both = { token, configPath: 'b', 'configuration-path': 'b' }
    expect(read(contract, both)['config-path']).toBe('b')
  })

  it.each([
    ['the first', { 'configuration-path': 'b' }],
    ['the second', { configPath: 'b' }],
  ])('works under each of its names: %s', (_, given) => {
    expect(read(contract, { token, ...given })['config-path']).toBe('b')
  })

  it('that repeats the default is no conflict: the runner may have written that default itself', () => {
    expect(read(contract, { token, 'config-path': 'a', 'configuration-path': 'a' })['config-path']).toBe('a')
    expect(read(contract, { token, 'config-path': 'b', 'configuration-path': 'b' })['config-path']).toBe('b')
  })

  it('with the default next to a different own value is a conflict, because the user wrote both', () => {
    expect(problemsOf(contract, { token, 'config-path': 'b', 'configuration-path': 'a' })).toEqual([
      'input config-path is given under its own name and as configuration-path, with different values; keep one',
    ])
  })

  it('with two conflicts is reported once, for the first pair', () => {
    const three = { token, 'config-path': 'a', 'configuration-path': 'b', configPath: 'c' }
    expect(problemsOf(contract, three)).toEqual([
      'input config-path is given as configuration-path and as configPath, with different values; keep one',
    ])
  })

  it('does not conflict with an own name that is empty or only white space', () => {
    for (const own of ['', '  ', '\n'])
      expect(read(contract, { token, 'config-path': own, configPath: 'c' })['config-path']).toBe('c')
  })

  it('does not conflict with an own name whose default the runner resolved', () => {
    expect(problemsOf(contract, { token: 'job', 'repo-token': 'own' })).toEqual([])
  })

  it('of an input without a default conflicts with any other value', () => {
    const plain = actionWith({ name: input.text({ description: '', aliases: ['title'] }) })
    expect(problemsOf(plain, { name: 'a', title: 'b' })).toEqual([
      'input name is given under its own name and as title, with different values; keep one',
    ])
    expect(read(plain, { name: ' a ', title: 'a' }).name).toBe('a')
    expect(read(plain, { title: 'b' }).name).toBe('b')
  })

  it('of an input whose empty text has a meaning wins over that meaning', () => {
    const emptied = actionWith({
      artifact: input.text({
        description: '',
        default: 'proofs',
        emptyMeans: 'no upload',
        aliases: ['name'],
      }),
    })
    expect(read(emptied, { artifact: '', name: 'mine' }).artifact).toBe('mine')
    expect(read(emptied, { artifact: '', name: ' ' }).artifact).toBeUndefined()
  })

  it('of a secret is not trimmed: padding is reported', () => {
    expect(problemsOf(contract, { 'repo-token': ' own' })).toEqual([
      'input repo-token (token) begins or ends with white space, or spans lines; store it again without',
    ])
  })

  it('that conflicts with a secret does not reveal either value', () => {
    const secret = actionWith({ key: input.secret({ description: '', aliases: ['api-key'] }) })
    const [problem] = problemsOf(secret, { key: 'hunter2', 'api-key': 'hunter3' })
    expect(problem).toContain('input key is given under its own name and as api-key')
    expect(problem).not.toMatch(/hunter/)
  })

  it('is named in the message, because the workflow contains that name', () => {
    expect(problemsOf(contract, { token, configPath: 'x' })).toEqual([
      'input configPath (config-path) must be one of a, b, c, not "x"',
    ])
  })
})

describe('one input that is parsed before the others', () => {
  const contract = actionWith({
    timeout: input.duration({ description: '', default: '60s', aliases: ['limit'] }),
    token: shared.token(''),
  })
  const one = (texts: Texts, name = 'timeout') => parseInput(contract, name, from(texts))

  it('has its value, that of an alias, or its default, even if other inputs are wrong', () => {
    expect(one({ timeout: '2s' })).toBe(2_000)
    expect(one({ limit: '3s' })).toBe(3_000)
    expect(one({})).toBe(60_000)
  })

  it.each([
    ['wrong', { timeout: 'soon' }, 'timeout'],
    ['given twice', { timeout: '2s', limit: '3s' }, 'timeout'],
    ['left out', {}, 'token'],
    ['of another action', {}, 'other'],
  ])('is undefined if it is %s', (_, texts, name) => {
    expect(one(texts, name)).toBeUndefined()
  })
})

describe('a removed input', () => {
  const contract = actionWith({}, { quiet: 'write `log-level: error`' })

  it('says what to write instead', () => {
    expect(problemsOf(contract, { quiet: 'true' })).toEqual([
      'input quiet no longer exists: write `log-level: error`',
    ])
  })

  it('that the runner sets to an empty text is ignored', () => {
    expect(problemsOf(contract, { quiet: '' })).toEqual([])
  })
})
