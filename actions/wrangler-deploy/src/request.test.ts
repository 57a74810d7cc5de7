import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { readRequest } from './request.ts'

type Inputs = Parameters<typeof readRequest>[0]

const inputs = {
  command: 'deploy',
  'api-token': 'token',
  'account-id': 'a',
  'routes-policy': 'strict',
  'allow-split': false,
  'allow-downgrade': false,
  traffic: [100],
} as unknown as Inputs

function problemsOf(given: Partial<Inputs>, variables = {}): { whats: string[]; fix: string } {
  try {
    readRequest({ ...inputs, ...given }, variables)
  } catch (error) {
    if (error instanceof UsageError) return { whats: error.problems.map(({ what }) => what), fix: error.fix }
    throw error
  }
  return { whats: [], fix: '' }
}

describe('the request of a run', () => {
  it('has every value that is sent, so that nothing is left out of an upload', () => {
    const given = { secrets: ['KEY'], vars: new Map([['ISSUER', 'x']]), tag: 'v1' }
    const { request, upload } = readRequest({ ...inputs, ...given }, { KEY: 's3cret' })
    expect(request).toMatchObject({ sentSecrets: ['KEY'], sentVars: ['ISSUER'], traffic: [100] })
    expect(upload).toMatchObject({ tag: 'v1', secrets: new Map([['KEY', 's3cret']]), vars: given.vars })
  })

  it.each<[string, Partial<Inputs>, string]>([
    ['an account without a token', { 'api-token': undefined }, 'api-token is empty'],
    [
      'a rollback to the same version',
      { command: 'rollback', 'version-id': 'v', 'expected-version-id': 'v' },
      'the same version',
    ],
    ['steps that do not rise', { command: 'promote', traffic: [10, 10] }, 'do not rise'],
    ['steps of another command', { command: 'stage', traffic: [10] }, 'no meaning for stage'],
    ['a secret without a value', { secrets: ['KEY'] }, 'does not give a value'],
    ['a variable that cannot be one', { vars: new Map([['a-b', '']]) }, '"a-b"'],
    ['a name that is a secret and a variable', { secrets: ['A'], vars: new Map([['A', '']]) }, 'keep one'],
  ])('is refused before any request for %s', (_, given, word) => {
    expect(problemsOf(given).whats).toContainEqual(expect.stringContaining(word))
  })

  it('takes rising steps for a promotion', () => {
    expect(problemsOf({ command: 'promote', traffic: [1, 10, 99.99, 100] }).whats).toEqual([])
  })

  it('names everything that is wrong at once, so that one correction is enough', () => {
    const { whats, fix } = problemsOf({ 'api-token': undefined, traffic: [10], secrets: ['KEY', 'OTHER'] })
    expect(whats).toHaveLength(4)
    expect(fix.split('\n')).toHaveLength(3)
  })
})
