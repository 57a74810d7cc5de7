import { describe, expect, it } from 'vitest'
import { describeMutants, type Mutant } from './describe-mutants.ts'
import { testsOf } from './tests-of.ts'

const source = 'const a = 1\nconst b = a > 0 && a < 9\nif (b) {\n  go()\n}\n'

function mutant(status: string, at: readonly [number, number, number, number], replacement = ''): Mutant {
  const [line, column, endLine, endColumn] = at
  const location = { start: { line, column }, end: { line: endLine, column: endColumn } }
  return { mutatorName: 'Example', status, location, replacement }
}

describe('the report on mutants', () => {
  it('shows what a surviving mutant changed, so that its test can be written', () => {
    const text = describeMutants('a.ts', source, [
      mutant('Survived', [2, 11, 2, 16], 'true'),
      mutant('Killed', [1, 11, 1, 12], '2'),
    ])
    expect(text).toBe(
      'a.ts:2 Example: all tests still pass\n' +
        '- const b = a > 0 && a < 9\n' +
        '+ const b = true && a < 9\n\n' +
        'a.ts: 50.0 % killed (1 of 2 mutants)',
    )
  })

  it('shows every line of a surviving mutant that spans several', () => {
    const text = describeMutants('a.ts', source, [mutant('NoCoverage', [3, 8, 5, 2], '{}')])
    expect(text).toContain('a.ts:3 Example: no test runs this\n- if (b) {\n-   go()\n- }\n+ if (b) {}\n')
  })

  it('counts a mutant that never ends as killed, and ignores one that does not compile', () => {
    const place = [1, 1, 1, 2] as const
    const text = describeMutants('a.ts', source, [
      mutant('Timeout', place),
      mutant('CompileError', place),
      mutant('RuntimeError', place),
    ])
    expect(text).toBe('a.ts: 100.0 % killed (1 of 1 mutants)')
  })

  it('fails if nothing was measured', () => {
    expect(() => describeMutants('a.ts', source, [])).toThrow('nothing was measured')
  })
})

describe('the tests that judge a file', () => {
  it('are those that import the sources of its action or package', () => {
    expect(testsOf('actions/a/src/deep/b.ts')).toBe('actions/a/src/**/*.test.ts')
    expect(testsOf('packages/p/src/b.ts')).toBe('packages/p/src/**/*.test.ts')
  })

  it.each(['', 'scripts/a.ts', 'actions/a/test/b.ts', 'actions/a/src/b.test.ts', '../actions/a/src/b.ts'])(
    'are unknown for %j',
    (file) => {
      expect(testsOf(file)).toBeUndefined()
    },
  )
})
