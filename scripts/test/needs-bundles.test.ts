import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../actions.ts'
import { testsOfBundles } from './needs-bundles.ts'

const patterns = ['actions/*/test/**/*.test.ts', 'test/**/*.test.ts']
const found = testsOfBundles(patterns, root)

test.each([
  'actions/label-by-path/test/sync.test.ts',
  'actions/require-proofs/test/gitea.test.ts',
  'test/act.test.ts',
  'test/bundles.test.ts',
  'test/try.test.ts',
])('%s runs against bundles that are built first', (file) => expect(found).toContain(file))

test.each(['test/contracts/inputs.test.ts', 'test/templates.test.ts', 'test/lifetime/lifetime.test.ts'])(
  '%s starts at once, because it needs no bundle',
  (file) => expect(found).not.toContain(file),
)

test('no test takes a bundle from anywhere else, which would be tested as it was before a change', () => {
  const others = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] }).filter(
    (file) => !found.includes(file) && /['"`/]dist['"`/]/.test(readFileSync(join(root, file), 'utf8')),
  )
  // These make a project with a `dist` of its own.
  expect(others.filter((file) => !/^test\/release[\w-]*\.test\.ts$/.test(file))).toEqual([])
})
