import { expect, test } from 'vitest'
import { judgeVersion } from './judge-version.ts'

const config = 'cli/deno.json'

test.each([
  ['1.2.3', undefined],
  ['1.2.2', 'cli/deno.json has the version "1.2.2", and the input version is 1.2.3'],
  ['v1.2.3', 'cli/deno.json has the version "v1.2.3", and the input version is 1.2.3'],
  ['1.2.3 ', 'cli/deno.json has the version "1.2.3 ", and the input version is 1.2.3'],
  [undefined, 'cli/deno.json has no version, and the input version is 1.2.3'],
])('a release is never made of a commit with another version: %j', (version, what) => {
  expect(judgeVersion({ version, config, rootConfig: config }, '1.2.3')?.what).toBe(what)
})
