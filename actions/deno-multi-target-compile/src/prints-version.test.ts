import { expect, test } from 'vitest'
import { printsVersion } from './prints-version.ts'

test.each([
  ['kato 1.2.3', '1.2.3', true],
  ['kato 1.2.3\n', '1.2.3', true],
  ['v1.2.3', '1.2.3', true],
  ['kato/1.2.3 (linux)', '1.2.3', true],
  ['This is 1.2.3.', '1.2.3', true],
  ['{"version":"1.2.3"}', '1.2.3', true],
  ['11.2.3, then 1.2.3', '1.2.3', true],
  ['11.2.3', '1.2.3', false],
  ['0.1.2.3', '1.2.3', false],
  ['1.2.30', '1.2.3', false],
  ['1.2.3.4', '1.2.3', false],
  ['1.2.3-rc.1', '1.2.3', false],
  ['1.2.3+build', '1.2.3', false],
  ['1.2.3-rc.1', '1.2.3-rc.1', true],
  ['rev1.2.3', '1.2.3', false],
  ['', '1.2.3', false],
])(
  'a release whose binary prints another version does not pass: %j with %s is %s',
  (text, version, expected) => {
    expect(printsVersion(text, version)).toBe(expected)
  },
)
