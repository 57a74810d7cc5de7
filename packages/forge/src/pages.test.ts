import { expect, test } from 'vitest'
import { pagesOf, versionOf } from './pages.ts'

const repository = { owner: 'acme', name: 'shop' }
const github = pagesOf({ forge: 'github', serverUrl: 'https://github.com', repository })
const gitea = pagesOf({ forge: 'gitea', serverUrl: 'https://git.example/forge', repository })

test('a reader comes to the lines of a file, on both forges', () => {
  expect(github.file('abc', 'src/a.ts', { first: 3, last: 5 })).toBe(
    'https://github.com/acme/shop/blob/abc/src/a.ts#L3-L5',
  )
  expect(gitea.file('abc', 'src/a.ts', { first: 3, last: 3 })).toBe(
    'https://git.example/forge/acme/shop/src/commit/abc/src/a.ts#L3',
  )
})

test('a reader comes to the version of a ref, on both forges', () => {
  expect(github.file('refs/heads/release/1 x', 'a')).toBe('https://github.com/acme/shop/blob/release/1%20x/a')
  expect(gitea.file('refs/heads/main', 'a')).toBe('https://git.example/forge/acme/shop/src/branch/main/a')
  expect(gitea.file('refs/tags/v1', 'a')).toBe('https://git.example/forge/acme/shop/src/tag/v1/a')
})

test('a reader comes to a pull request and a commit, on both forges', () => {
  expect([github, gitea].flatMap((pages) => [pages.pull(7), pages.commit('abc')])).toEqual([
    'https://github.com/acme/shop/pull/7',
    'https://github.com/acme/shop/commit/abc',
    'https://git.example/forge/acme/shop/pulls/7',
    'https://git.example/forge/acme/shop/commit/abc',
  ])
})

test.each([
  ['a b)](x)', 'a%20b%29%5D%28x%29'],
  ['ä#?%', '%C3%A4%23%3F%25'],
  ['tab\there', 'tab%09here'],
  ['\udcff.ts', '%FF.ts'],
  ["'*!~|", '%27%2A%21%7E%7C'],
])('the name %j cannot leave its link, and leads to its file', (path, encoded) => {
  expect(github.file('abc', path)).toBe(`https://github.com/acme/shop/blob/abc/${encoded}`)
})

const sha = 'a'.repeat(40)
test.each([
  ['the first run about the ref', { GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ATTEMPT: '1' }, sha],
  ['a run that is repeated', { GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ATTEMPT: '2' }, 'refs/heads/main'],
  [
    'a run about a pull request',
    { GITHUB_REF: 'refs/pull/7/merge', GITHUB_RUN_ATTEMPT: '1' },
    'refs/heads/main',
  ],
])('a link to a rule leads to the rule that was read, in %s', (_, variables, version) => {
  expect(versionOf('refs/heads/main', { sha, variables })).toBe(version)
})
