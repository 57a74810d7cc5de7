import { expect, it } from 'vitest'
import { removeValues } from './remove-values.ts'

it('shows no value of a variable, in any line that wrangler prints', () => {
  const long = 'https://confidential.example/with/a/long/path'
  expect(removeValues(['env.PEM ("first line', 'of a key")'], ['first line\nof a key'])).toEqual(['***")'])
  const lines = [
    `env.ISSUER ("${long}")      Environment Variable`,
    `- env.PIN ("1")`,
    `error near ${long.slice(0, 30)}...`,
    'PIN is "1", and line 11 column 1 is not',
  ]
  expect(removeValues(lines, [long, '1', ''])).toEqual([
    'error near ***/with/a/l...'.replace('/with/a/l', lines[2]?.slice(31, -3) ?? ''),
    'PIN is ***, and line 11 column 1 is not',
  ])
})
