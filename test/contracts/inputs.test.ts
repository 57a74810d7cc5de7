import { UsageError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import { contract as promoteRuntimePin } from '../../actions/promote-runtime-pin/src/contract.ts'
import { contract as requireProofs } from '../../actions/require-proofs/src/contract.ts'
import { contract as verifyRuntimePin } from '../../actions/verify-runtime-pin/src/contract.ts'
import { contract as wranglerDeploy } from '../../actions/wrangler-deploy/src/contract.ts'
import { type Contract, parseInputs, secretTexts } from '../../packages/contract/src/index.ts'

type Texts = Readonly<Record<string, string>>

const from = (texts: Texts) => (name: string) => texts[name]
const read = <C extends Contract>(contract: C, texts: Texts) => parseInputs(contract, from(texts))

function problemsOf(contract: Contract, texts: Texts): string[] {
  try {
    read(contract, texts)
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map(({ what }) => what)
    throw error
  }
  return []
}

describe('a message about wrong inputs', () => {
  it('lists every problem, so that a user does not need one push for each', () => {
    expect(
      problemsOf(wranglerDeploy, {
        apiKey: 'x',
        command: 'publish',
        timeout: 'soon',
        'api-token': ' padded',
        vars: 'A',
        'account-id': 'mine',
        token: 't',
      }),
    ).toEqual([
      expect.stringMatching(/^input apiKey no longer exists: give an API token/),
      'input command must be one of deploy, stage, promote, rollback, check, not "publish"',
      'input api-token begins or ends with white space, or spans lines; store it again without',
      'input account-id must be 32 hexadecimal digits, as the dashboard shows them, not "mine"',
      'input vars has on line 1 what is not name=value',
      'input timeout must be a duration above zero and at most 24d, such as 90, 90s or 5m, not "soon"',
    ])
  })

  it('has a stable code, and names the step to correct', () => {
    const failing = () => read(verifyRuntimePin, {})
    expect(failing).toThrow(
      expect.objectContaining({
        reason: 'input-invalid',
        fix: expect.stringContaining('verify-runtime-pin'),
      }),
    )
  })
})

describe('a secret', () => {
  it('is never shown, whether it is valid or not', () => {
    const wrong = problemsOf(promoteRuntimePin, { token: 'hunter2 ', 'registry-password': '\nhunter3' })
    expect(wrong.join()).toContain('input token begins or ends with white space')
    expect(wrong.join()).not.toMatch(/hunter/)
  })

  it('is masked under every name by which it was given, valid or not', () => {
    expect(
      secretTexts(wranglerDeploy, from({ apiToken: ' s1', 'api-token': 's2', command: 'deploy' })),
    ).toEqual(['s2', ' s1'])
  })

  it('that is blank is not masked, so that the log is not full of stars', () => {
    expect(secretTexts(wranglerDeploy, from({ apiToken: '', 'api-token': '  ' }))).toEqual([])
  })
})

describe('an input that is required under a condition', () => {
  const id = '00000000-0000-4000-8000-000000000000'

  it.each([
    ['check', []],
    ['deploy', ['api-token']],
    ['stage', ['api-token']],
    ['promote', ['api-token', 'version-id', 'expected-deployment-id']],
    ['rollback', ['api-token', 'version-id', 'expected-version-id']],
  ])('is required for the command %s, and for no other', (command, needed) => {
    expect(problemsOf(wranglerDeploy, { command })).toEqual(
      needed.map((name) =>
        expect.stringContaining(`input ${name} is missing: it is required when command is`),
      ),
    )
  })

  it('is required if the default of the other input requires it', () => {
    expect(problemsOf(wranglerDeploy, {})).toEqual([expect.stringContaining('api-token is missing')])
  })

  it('is required once another input is given', () => {
    const wrong = problemsOf(wranglerDeploy, { command: 'check', 'api-token': 't' })
    expect(wrong).toEqual(['input account-id is missing: it is required when api-token is given'])
  })

  it('is accepted if it is given', () => {
    const given = { 'version-id': id, 'expected-version-id': id }
    const account = 'a'.repeat(32)
    const texts = { command: 'rollback', apiToken: 't', accountId: account, ...given }
    expect(read(wranglerDeploy, texts)).toMatchObject({ 'api-token': 't', 'account-id': account, ...given })
  })
})

describe('a gate', () => {
  it('enforces by default', () => {
    expect(read(requireProofs, { token: 't' }).enforce).toBe(true)
    expect(read(requireProofs, { token: 't', enforce: 'false' }).enforce).toBe(false)
  })
})
