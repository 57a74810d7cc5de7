import { parseInputs } from '@suite/contract'
import { UsageError } from '@suite/errors'
import { describe, expect, test } from 'vitest'
import { contract } from './contract.ts'
import { brokenJobs } from './needs.ts'
import { asksForLabels, demandsMet } from './required-tests.ts'

const read = (texts: Readonly<Record<string, string>>) =>
  parseInputs(contract, (name) => ({ coverage: 'coverage/lcov.info', token: 't', ...texts })[name])

/** Returns what is wrong with inputs. */
function problemOf(texts: Readonly<Record<string, string>>): string {
  try {
    read(texts)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return ''
}

describe('a line of coverage', () => {
  test.each([
    ['coverage/lcov.info', { glob: 'coverage/lcov.info', folder: undefined, optional: false }],
    [
      'all/coverage-api/lcov.info=./api/',
      { glob: 'all/coverage-api/lcov.info', folder: 'api', optional: false },
    ],
    ['a/*.info = packages/web optional', { glob: 'a/*.info', folder: 'packages/web', optional: true }],
    ['a/*.info=. optional', { glob: 'a/*.info', folder: '', optional: true }],
    ['a/*.info\toptional', { glob: 'a/*.info', folder: undefined, optional: true }],
    ['os=linux/lcov.info=api', { glob: 'os=linux/lcov.info', folder: 'api', optional: false }],
    ['coverage/optional', { glob: 'coverage/optional', folder: undefined, optional: false }],
  ])('%s', (line, expected) => {
    expect(read({ coverage: line }).coverage).toEqual([expected])
  })

  test.each(['=api', '!a.info', '#a.info', 'a.info=../api', 'a.info=/api', 'a.info=', 'a.info=C:\\api'])(
    '%s is refused before any report is read',
    (line) => {
      expect(problemOf({ coverage: line })).toContain(JSON.stringify(line))
    },
  )
})

describe('needs', () => {
  const needs = (results: Readonly<Record<string, string>>) =>
    JSON.stringify(
      Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }])),
    )

  test('a job that failed or was cancelled is named, and one that was skipped has no report to rely on', () => {
    const given = needs({ api: 'success', web: 'failure', e2e: 'cancelled', docs: 'skipped' })
    expect(brokenJobs(read({ needs: given }).needs ?? new Map())).toEqual(['web', 'e2e'])
  })

  test.each(['__proto__', 'constructor'])('a job that failed is seen if its name is %s', (job) => {
    const given = `{"api":{"result":"success"},"${job}":{"result":"failure"}}`
    expect(brokenJobs(read({ needs: given }).needs ?? new Map())).toEqual([job])
  })

  test.each(['{}', 'api', '[]', 'null', '{"api":{}}', '{"api":{"result":"neutral"}}'])(
    '%s cannot stand for jobs that are green',
    (text) => {
      expect(problemOf({ needs: text })).toContain('input needs')
    },
  )
})

describe('the usual names of tests', () => {
  const { tests } = read({})
  const isTest = (path: string) => tests.some((glob) => glob.matches(path))

  test.each([
    'src/a.test.ts',
    'a.spec.js',
    'test/a.ts',
    'packages/api/tests/x.py',
    'src/__tests__/a.js',
    'pkg/a_test.go',
    'test_shop.py',
    'lib/test_a.py',
    'spec/models/a_spec.rb',
    'src/test/java/ShopTest.java',
    'a/conftest.py',
  ])('%s need not be tested itself', (path) => {
    expect(isTest(path)).toBe(true)
  })

  test.each([
    'src/latest.ts',
    'src/contest.ts',
    'src/testing.ts',
    'src/attestation/a.ts',
    'specification.ts',
  ])('%s is code, whatever it contains', (path) => {
    expect(isTest(path)).toBe(false)
  })
})

describe('require-tests', () => {
  const { 'require-tests': demands = [] } = read({
    'require-tests': 'change:routes\napi/**\narea/api\nconfig',
  })

  test.each([
    [['README.md'], [], []],
    [['README.md'], ['Change:Routes'], ['change:routes']],
    [['api/src/a.ts'], ['area/api'], ['api/**', 'area/api']],
    [['config/a.ts'], [], ['config']],
  ])('a change of %j with the labels %j must add a test because of %j', (touched, labels, because) => {
    expect(demandsMet(demands, { touched, labels })).toEqual(because)
  })

  test('labels are read only if one is asked for, so that no permission is needed for globs', () => {
    const globs = read({ 'require-tests': 'api/**\ndeno.json' })['require-tests'] ?? []
    expect(asksForLabels(globs, new Set(['deno.json']))).toBe(false)
    expect(asksForLabels(demands, new Set(['deno.json']))).toBe(true)
  })
})

test.each([
  ['high-risk', 'src/**'],
  ['high-risk', 'src/**=101'],
  ['exclude', '!src/**'],
  ['include', './src/**'],
  ['min-lines', '-1'],
  ['expected-reports', '0'],
])('%s=%s is refused', (name, text) => {
  expect(problemOf({ [name]: text })).toContain(`input ${name}`)
})
