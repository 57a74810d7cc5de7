import { describe, expect, test } from 'vitest'
import { type FileFacts, judgeFile } from './judge-file.ts'
import { targetNames, targetOf } from './targets.ts'

const good = (target: (typeof targetNames)[number]): FileFacts => {
  const { format, machine, system } = targetOf(target)
  return { format, machine, size: 101, isSigned: system === 'darwin' && machine === 'aarch64' }
}

describe('a release never carries a file that does not run on its system', () => {
  test.each(targetNames)('%s passes as what it is', (target) => {
    expect(judgeFile(target, good(target), 100)).toEqual([])
  })

  test.each(
    targetNames.flatMap((target) =>
      targetNames.filter((other) => other !== target).map((other) => [target, other]),
    ),
  )('%s is not %s', (target, other) => {
    const problems = judgeFile(target, { ...good(other), isSigned: true }, 100)
    expect(problems.map(({ reason }) => reason)).toContain('binary-wrong')
  })

  test('a base without a program is refused: deno can exit with 0 and leave only the base', () => {
    for (const size of [0, 99, 100])
      expect(judgeFile('x86_64-apple-darwin', { ...good('x86_64-apple-darwin'), size }, 100)).toHaveLength(1)
  })

  test('a program for an Apple processor needs a signature, one for Intel does not', () => {
    const unsigned = { ...good('aarch64-apple-darwin'), isSigned: false }
    expect(judgeFile('aarch64-apple-darwin', unsigned, 100)[0]?.what).toContain('no signature')
    expect(judgeFile('x86_64-apple-darwin', { ...unsigned, machine: 'x86_64' }, 100)).toEqual([])
  })
})
