import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { posixShell, powerShell, shellOf } from './shell-words.ts'

describe('the shell of a runner', () => {
  it.each([
    ['Windows', 'powershell'],
    ['windows', 'powershell'],
    ['Linux', 'sh'],
    ['macOS', 'sh'],
    ['linux', 'sh'],
    [undefined, 'sh'],
  ])('%s has %s', (runnerOs, language) => {
    expect(shellOf(runnerOs).language).toBe(language)
  })
})

describe('one word', () => {
  it.each([
    ['main', 'main', 'main'],
    ['ops/proofs/a.txt', 'ops/proofs/a.txt', 'ops/proofs/a.txt'],
    ['a b', "'a b'", "'a b'"],
    ["it's", "'it'\\''s'", "'it''s'"],
    ['it\u2019s', "'it\u2019s'", "'it\u2019\u2019s'"],
    ['$(calc)', "'$(calc)'", "'$(calc)'"],
    ['pnpm@>=9', "'pnpm@>=9'", "'pnpm@>=9'"],
    ['@a', "'@a'", "'@a'"],
    ['-rf', "'-rf'", "'-rf'"],
    ['', "''", "''"],
  ])('%j stays one word of sh and of PowerShell', (word, sh, powershell) => {
    expect([posixShell.quote(word), powerShell.quote(word)]).toEqual([sh, powershell])
  })

  it.skipIf(process.platform === 'win32')('reaches a program through sh unchanged, whatever it is', () => {
    const word = fc
      .string({ unit: 'binary' })
      .filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const typed = `printf '%s\\0' ${words.map((each) => posixShell.quote(each)).join(' ')}`
        const printed = execFileSync('sh', ['-c', typed], { encoding: 'utf8' })
        expect(printed).toBe(words.map((each) => `${each}\0`).join(''))
      }),
      { numRuns: 30 },
    )
  })
})

describe('commands for PowerShell', () => {
  it('stop at the first failure, also in Windows PowerShell, which has no &&', () => {
    expect(powerShell.inSequence(['a', 'b', 'c'])).toBe('a; if ($?) { b; if ($?) { c } }')
    expect(powerShell.inSequence(['a'])).toBe('a')
  })

  it('call programs, and no command of PowerShell with their name', () => {
    const plain = powerShell.saveAnswer('https://api.example.com/x', 'a b.txt', { dated: false })
    expect(plain).toEqual(["curl.exe -sSi --output 'a b.txt' https://api.example.com/x"])
    expect(powerShell.npm).toBe('npm.cmd')
  })

  it('write UTF-8, which the gate reads, and the time first, because the first one counts', () => {
    const dated = powerShell.saveAnswer('https://api.example.com/x', 'a.txt', { dated: true })
    expect(dated.at(-1)).toMatch(
      /WriteAllLines\(\(Join-Path \$PWD a\.txt\), \[string\[\]\]\(@\(\(Get-Date\).*\+ \$answer\)\)$/,
    )
    expect(dated.join()).not.toMatch(/[^\\]>|Set-Content|Out-File/)
  })
})
