import { describe, expect, test } from 'vitest'
import { nameTargets } from './asset-names.ts'
import { targetNames, usualTargets } from './targets.ts'

const problemsOf = (names: Record<string, string>, targets = usualTargets) => {
  const found = nameTargets('kato', targets, new Map(Object.entries(names)))
  return 'problems' in found ? found.problems : []
}

describe('the names of the binaries', () => {
  test('are those that people who download know, unless the workflow gives others', () => {
    expect(nameTargets('kato', targetNames, new Map([['x86_64-apple-darwin', 'kato-intel']]))).toEqual([
      { target: 'x86_64-unknown-linux-gnu', name: 'kato-linux-x86_64' },
      { target: 'aarch64-unknown-linux-gnu', name: 'kato-linux-aarch64' },
      { target: 'x86_64-apple-darwin', name: 'kato-intel' },
      { target: 'aarch64-apple-darwin', name: 'kato-darwin-arm64' },
      { target: 'x86_64-pc-windows-msvc', name: 'kato-windows-x86_64.exe' },
      { target: 'aarch64-pc-windows-msvc', name: 'kato-windows-arm64.exe' },
    ])
  })

  test('a target that is listed twice is compiled once', () => {
    expect(nameTargets('kato', ['aarch64-apple-darwin', 'aarch64-apple-darwin'], new Map())).toEqual([
      { target: 'aarch64-apple-darwin', name: 'kato-darwin-arm64' },
    ])
  })

  test.each([
    [{ 'x86_64-unknown-linux-gnu': 'kato linux' }, 'has a character other than'],
    [{ 'x86_64-unknown-linux-gnu': '../kato' }, 'has a character other than'],
    [{ 'x86_64-unknown-linux-gnu': 'manifest.json' }, 'would be called'],
    [{ 'x86_64-unknown-linux-gnu': 'sha256sums' }, 'would be called'],
    [{ 'x86_64-unknown-linux-gnu': 'kato.cdx.json' }, 'would be called'],
    [{ 'x86_64-unknown-linux-gnu': 'KATO-darwin-arm64' }, 'would be called'],
    [{ 'x86_64-pc-windows-msvc': 'kato' }, 'must end with .exe'],
    [{ 'aarch64-pc-windows-msvc': 'kato-arm.exe' }, 'is not one of the targets'],
    [{ 'x86_64-unknown-linux-musl': 'kato' }, 'is not a target'],
    [{ 'x86_64-unknown-linux-gnu': '' }, 'is empty'],
  ])('a release never loses or overwrites a file because of its name: %j', (names, problem) => {
    const problems = problemsOf(names)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })
})
