import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collidingNames, describeBadName } from './index.ts'

describe('an asset name', () => {
  it.each([
    'app-linux-x86_64',
    'app-windows-x86_64.exe',
    'app-1.2.3.intoto.jsonl',
    'manifest.json',
    'SHA256SUMS',
    'a',
    '_',
    'console',
    'x'.repeat(200),
  ])('%s is kept by every forge', (name) => {
    expect(describeBadName(name)).toBeUndefined()
  })

  it.each([
    ['', 'is empty'],
    ['x'.repeat(201), 'is longer than 200 characters'],
    ['a b', 'has a character other than'],
    ['a+b', 'has a character other than'],
    ['a/b', 'has a character other than'],
    ['ä', 'has a character other than'],
    ['a\n', 'has a character other than'],
    ['.app', 'begins or ends with a dot'],
    ['app.', 'begins or ends with a dot'],
    ['..', 'begins or ends with a dot'],
    ['a..b', 'has two dots in a row'],
    ['-rf', 'begins with a hyphen'],
    ['NUL', 'is a name that Windows reserves'],
    ['aux.exe', 'is a name that Windows reserves'],
    ['com1.tar.gz', 'is a name that Windows reserves'],
  ])('%j is refused, since a forge or a system would change it', (name, why) => {
    expect(describeBadName(name)).toContain(why)
  })

  it('that differs from another only by case would replace it on some systems', () => {
    expect(collidingNames(['app', 'b', 'App', 'b'])).toEqual([
      ['app', 'App'],
      ['b', 'b'],
    ])
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/)), (names) => {
        expect(collidingNames(names)).toEqual([])
      }),
    )
  })
})
