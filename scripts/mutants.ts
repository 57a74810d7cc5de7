import './unread.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { root } from './actions.ts'
import { describeMutants } from './mutants/describe-mutants.ts'
import { testsOf } from './mutants/tests-of.ts'

// `npm run mutants -- <file> [pattern of tests]`: changes one source file in many small ways, and shows which changes
// no test detects. The tests are those next to the sources of the file's action or package.
const [given, chosen] = process.argv.slice(2)
const file = given === undefined ? '' : relative(root, resolve(root, given)).split(sep).join('/')
const tests = chosen ?? testsOf(file)
if (tests === undefined || !existsSync(join(root, file)))
  fail(
    `Give one source file of an action or a package.\nFor example: npm run mutants -- actions/require-proofs/src/decide.ts`,
  )

// Not Stryker's own `testFiles`: with it, code that runs once when a module loads is never mutated.
process.env.TESTS_OF_MUTANTS = tests
const mutants = await new Stryker({
  mutate: [file],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['progress'],
  disableTypeChecks: false,
  // Stryker reads this file with a TypeScript whose API no longer exists; vitest needs no such file.
  tsconfigFile: 'none.json',
  tempDirName: `.cache/mutants/${process.pid}`,
  cleanTempDir: 'always',
  ignorePatterns: ['/.cache', '/dist', '**/lib'],
}).runMutationTest()
console.log(describeMutants(file, await readFile(join(root, file), 'utf8'), mutants))

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
