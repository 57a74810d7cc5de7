const labels = `export function label(price) {
  if (price > 100) {
    return 'dear'
  }
  return 'cheap'
}
`

const price = `export function price(item) {
  return item.amount * item.each
}
`

const discounted = `export function price(item) {
  const full = item.amount * item.each
  if (item.amount >= 10) {
    return full - full / 10
  }
  return full
}
`

const tax = `
export function tax(price, country) {
  const rate = rates[country] ?? 0
  if (rate > 20) {
    console.warn('high')
  }
  const due = price * rate
  return due / 100
}
const rates = { at: 20, hu: 27 }
`

const test = `import assert from 'node:assert/strict'
import test from 'node:test'
import { price } from '../src/price.mjs'

test('a price is amount times each', () => {
  assert.equal(price({ amount: 2, each: 3 }), 6)
})
`

/** A small module and its test, with what the pull requests of the demo change in them. */
export const prices = {
  begin: { 'src/price.mjs': `${price}\n${labels}`, 'test/price.test.mjs': test },
  discounted: `${discounted}\n${labels}`,
  /** The line of the discount, which the test at the beginning does not run. */
  discountLine: 4,
  discountTest: `${test}
test('ten are cheaper', () => {
  assert.equal(price({ amount: 10, each: 3 }), 27)
})
`,
  labels,
  withoutLabels: `export { label } from './labels.mjs'\n\n${price}`,
  refund: `export function refund(item) {
  return -item.amount * item.each
}
`,
  commented: `${price}\n${labels}\n${'// Taxes differ from country to country.\n'.repeat(40)}${tax}`,
} as const
