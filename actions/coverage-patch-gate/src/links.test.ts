import { expect, test } from 'vitest'
import { linkedFile, linkedRange } from './links.ts'

const github = { forge: 'github', repositoryUrl: 'https://github.com/acme/shop', commit: 'abc' } as const

test('a reader comes from a range to its lines, on both forges', () => {
  expect(linkedRange(github, 'src/a.ts', { first: 3, last: 5 })).toBe(
    '[3–5](https://github.com/acme/shop/blob/abc/src/a.ts#L3-L5)',
  )
  expect(linkedRange({ ...github, forge: 'gitea' }, 'src/a.ts', { first: 3, last: 3 })).toBe(
    '[3](https://github.com/acme/shop/src/commit/abc/src/a.ts#L3)',
  )
})

test.each([
  ['a b)](x)', 'a%20b%29%5D%28x%29'],
  ['ä#?%', '%C3%A4%23%3F%25'],
  ['tab\there', 'tab%09here'],
  ['\udcff.ts', '%FF.ts'],
  ["'*!~", '%27%2A%21%7E'],
])('the name %j cannot leave its link, and leads to its file', (path, encoded) => {
  const link = linkedFile(github, path)
  expect(link).toContain(`](https://github.com/acme/shop/blob/abc/${encoded})`)
  expect(link.match(/\]\(/g)).toHaveLength(1)
})
