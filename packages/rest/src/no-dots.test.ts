import { expect, test } from 'vitest'
import { requireNoDots } from './no-dots.ts'

const route = 'DELETE /repos/{owner}/{repo}/issues/{number}/labels/{label}'

test.each(['.', '..'])('taking the label %j off is refused: it would take all of them off', (label) => {
  const asking = () => requireNoDots(route, { number: 1, label })
  expect(asking).toThrow(expect.objectContaining({ name: 'UsageError', reason: 'input-invalid' }))
  expect(asking).toThrow(`the label ${JSON.stringify(label)} cannot be asked for`)
})

test.each([
  ['dots in a name', { label: 'v1.x' }],
  ['dots that the address does not hold', { body: '..' }],
])('%s are no reason to refuse', (_, parameters) => {
  expect(() => requireNoDots(route, parameters)).not.toThrow()
})
