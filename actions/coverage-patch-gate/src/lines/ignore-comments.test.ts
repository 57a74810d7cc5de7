import { describe, expect, it } from 'vitest'
import { ignoreComments } from './ignore-comments.ts'

const found = (path: string, text: string, added?: readonly number[]) => {
  const lines = text.split('\n')
  return ignoreComments(path, lines, added ?? lines.map((_, index) => index + 1)).map(
    ({ line, comment }) => `${line} ${comment}`,
  )
}

describe('ignoreComments', () => {
  it.each([
    ['a.ts', '/* c8 ignore next 3 */', 'c8 ignore next'],
    ['a.ts', '/* v8 ignore start */', 'v8 ignore start'],
    ['a.ts', '/* istanbul ignore else */', 'istanbul ignore else'],
    ['a.ts', '// istanbul  ignore file', 'istanbul ignore file'],
    ['a.ts', '/* node:coverage disable */', 'node:coverage disable'],
    ['a.ts', '/* node:coverage ignore next */', 'node:coverage ignore next'],
    ['a.ts', '// deno-coverage-ignore', 'deno-coverage-ignore'],
    ['a.ts', '// deno-coverage-ignore-file', 'deno-coverage-ignore-file'],
    ['a.ts', '// deno-coverage-ignore-start', 'deno-coverage-ignore-start'],
    ['a.py', 'a()  # pragma: no cover', 'pragma: no cover'],
    ['a.py', 'a()  # PRAGMA NO COVER', 'PRAGMA NO COVER'],
    ['a.py', '# pragma: no branch', 'pragma: no branch'],
    ['a.cpp', 'a(); // LCOV_EXCL_LINE', 'LCOV_EXCL_LINE'],
    ['a.cpp', '// LCOV_EXCL_BR_START', 'LCOV_EXCL_BR_START'],
    ['a.cpp', '/* GCOVR_EXCL_START */', 'GCOVR_EXCL_START'],
    ['a.dart', '// coverage:ignore-line', 'coverage:ignore-line'],
    ['a.rb', '# :nocov:', ':nocov:'],
    ['a.php', '<?php\n/** @codeCoverageIgnore */', '@codeCoverageIgnore'],
    ['a.r', 'a # nocov start', '# nocov'],
  ])('finds what takes lines out of a report: %s %s', (path, text, comment) => {
    expect(found(path, text)).toEqual([`${text.split('\n').length} ${comment}`])
  })

  it.each([
    ['a.ts', "f('/* c8 ignore next */')"],
    ['a.ts', 'f(`// deno-coverage-ignore`)'],
    ['a.py', "a = '# pragma: no cover'"],
    ['a.ts', '/* c8 ignore stop */'],
    ['a.ts', '// deno-coverage-ignore-stop'],
    ['a.cpp', '// LCOV_EXCL_STOP LCOV_EXCL_BR_STOP'],
    ['a.ts', '// we ignore next to nothing'],
    ['a.ts', '// NOSONAR'],
  ])('finds nothing in strings, and not what only ends a region: %s %s', (path, text) => {
    expect(found(path, text)).toEqual([])
  })

  it('finds only what the change added, also in a comment of many lines', () => {
    const text = '/*\n * c8 ignore next\n */\n/* v8 ignore file */'
    expect(found('a.ts', text)).toEqual(['2 c8 ignore next', '4 v8 ignore file'])
    expect(found('a.ts', text, [2])).toEqual(['2 c8 ignore next'])
    expect(found('a.ts', text, [1, 3])).toEqual([])
  })

  it('searches the lines of a file that is not understood', () => {
    expect(found('a.ts', 'a(`\n// c8 ignore next')).toEqual(['2 c8 ignore next'])
    expect(found('a.xyz', '!! LCOV_EXCL_LINE')).toEqual(['1 LCOV_EXCL_LINE'])
  })
})
