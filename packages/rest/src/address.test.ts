import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

const place = { root: 'https://api.example.com/v1', values: { owner: 'acme', repo: 'shop' } }
const route = 'DELETE /repos/{owner}/{repo}/issues/{number}/labels/{label}'

test.each(['.', '..', ''])('taking the label %j off is refused: it would take all of them off', (label) => {
  const asking = () => addressOf(place, { route, path: { number: 1, label } })
  expect(asking).toThrow(expect.objectContaining({ name: 'UsageError', reason: 'input-invalid' }))
  expect(asking).toThrow(`the label ${JSON.stringify(label)} cannot be asked for`)
})

test.each(['a/../b', './a', 'a//b', '/a', ''])('the path %j cannot lead to another place', (path) => {
  const asking = () => addressOf(place, { route: 'GET /contents/{path*}', path: { path } })
  expect(asking).toThrow(expect.objectContaining({ name: 'UsageError', reason: 'input-invalid' }))
})

test.each([
  ['dots in a name', 'v1.x', 'v1.x'],
  ['a slash', 'a/b', 'a%2Fb'],
  ['what ends a path', 'a?b#c', 'a%3Fb%23c'],
  ['a percent sign', '%2e%2e', '%252e%252e'],
  ['braces', '{owner}', '%7Bowner%7D'],
])('%s in a name stays in its place', (_, label, written) => {
  expect(addressOf(place, { route, path: { number: 1, label } })).toBe(
    `https://api.example.com/v1/repos/acme/shop/issues/1/labels/${written}`,
  )
})

test('a path keeps its slashes, and a query follows it', () => {
  const asked = { route: 'GET /contents/{path*}', path: { path: 'a b/c' }, query: { ref: 'x y', page: 2 } }
  expect(addressOf(place, asked)).toBe('https://api.example.com/v1/contents/a%20b/c?ref=x+y&page=2')
})
