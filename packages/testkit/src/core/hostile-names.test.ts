import { expect, test } from 'vitest'
import { findInjections, hostileNames } from './hostile-names.ts'

test('a name that is printed as it is, is found in a log', () => {
  const harmless = new Set(['e\u0301', '\u00e9', '../../etc/passwd', '-rf', '--upload-pack=pwned'])
  const missed = hostileNames.filter(
    (name) => !harmless.has(name) && findInjections({ stdout: `${name}\n`, summary: name }).length === 0,
  )
  // These have an effect only in a file of outputs, or in a command.
  expect(missed.map((name) => name.slice(0, 12))).toEqual(['a%0A::error:', 'EOF\nverdict=', '\udcff\udce9'])
})

test('the commands of a runner are no injection', () => {
  const stdout =
    '::add-mask::x\n::group::A\nall of it\n::endgroup::\n::error title=A,file=a%0A%3A%3A::b%0A::error::c\n'
  expect(findInjections({ stdout, summary: '## A\n\n<code>a</code> | b\n' })).toEqual([])
})
