import { expect, test } from 'vitest'
import { pageOfReason } from './reason-page.ts'

const page = (variables: Record<string, string>, forge: 'github' | 'gitea' = 'github') =>
  pageOfReason({ forge, serverUrl: 'https://forge.example', variables }, 'require-proofs', 'proofs-missing')
const from = (ref: string) => ({ GITHUB_ACTION_REPOSITORY: 'acme/actions', GITHUB_ACTION_REF: ref })
const path = 'require-proofs/README.md#proofs-missing'

test('a reader comes from a message to the paragraph about its reason, in the release that ran', () => {
  expect(page(from('v1'))).toBe(`https://forge.example/acme/actions/blob/v1/${path}`)
  expect(page(from('releases/v1'))).toBe(`https://forge.example/acme/actions/blob/releases/v1/${path}`)
})

test.each([
  ['v1.2.3', 'tag/v1.2.3'],
  ['releases/v1', 'branch/releases/v1'],
  ['a'.repeat(40), `commit/${'a'.repeat(40)}`],
])('on Gitea, the address of %s says what kind of ref it is', (ref, at) => {
  expect(page(from(ref), 'gitea')).toBe(`https://forge.example/acme/actions/src/${at}/${path}`)
})

test.each([
  [{}],
  [from('')],
  [{ GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: 'v1' }],
  [{ GITHUB_ACTION_REPOSITORY: 'acme/a b', GITHUB_ACTION_REF: 'v1' }],
  [from('v1)](https://elsewhere')],
])('without a repository that has the page there is no link: %j', (variables) => {
  expect(page(variables)).toBeUndefined()
})
