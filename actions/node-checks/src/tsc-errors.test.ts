import { expect, test } from 'vitest'
import { tscError } from './tsc-errors.ts'

const message = "TS2322: Type 'string' is not assignable to type 'number'."
const place = { line: 3, column: 7, message }

test.each([
  [`src/a.ts(3,7): error ${message}`, 'src/a.ts'],
  [`../shared/my file (1).ts(3,7): error ${message}`, '../shared/my file (1).ts'],
  [`D:/a/shop/app/(group)/page.tsx(3,7): error ${message}`, 'D:/a/shop/app/(group)/page.tsx'],
  [`src/a b.ts:3:7 - error ${message}`, 'src/a b.ts'],
  [`D:/a/shop/src/a.ts:3:7 - error ${message}`, 'D:/a/shop/src/a.ts'],
  [
    `\u001b[96msrc/a.vue\u001b[0m:\u001b[93m3\u001b[0m:\u001b[93m7\u001b[0m - \u001b[91merror\u001b[0m\u001b[90m TS2322: \u001b[0m${message.slice('TS2322: '.length)}`,
    'src/a.vue',
  ],
])('an annotation is at the file and line of %j', (line, file) => {
  expect(tscError(line)).toEqual({ file, ...place })
})

test.each([
  'error TS18003: No inputs were found in config file.',
  'src/a.ts(3): error TS2322: x',
  `${'a'.repeat(5_000)}(3,7): error ${message}`,
  '(3,7): error TS1: x',
])('no annotation is made of %j', (line) => {
  expect(tscError(line)).toBeUndefined()
})
