import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../scripts/actions.ts'
import { platformNeeds, skippedHere } from './platform-needs.ts'

describe('tests that need what not every platform has', () => {
  test('are all there, so that no renamed test runs, or is left out, unnoticed', () => {
    const listed = Object.values(platformNeeds).flat()
    expect(listed.filter((file) => !existsSync(join(root, file)))).toEqual([])
    for (const [need, files] of Object.entries(platformNeeds))
      expect(files, need).toEqual([...new Set<string>(files)])
  })

  test('all run on Linux', () => {
    expect(skippedHere('linux')).toEqual([])
  })

  test.each([
    ['darwin', 'test/act.test.ts', 'act runs the steps of a workflow with the programs of Linux'],
    [
      'win32',
      'actions/promote-runtime-pin/test/stopped.test.ts',
      'Windows has no signal that a program can catch, and no process groups',
    ],
  ])('are skipped on %s by name, with the reason', (platform, file, because) => {
    expect(skippedHere(platform)).toContainEqual({ file, because })
  })

  test('are few on macOS: only those of tools that need Linux', () => {
    expect(skippedHere('darwin').map(({ file }) => file)).toEqual([...platformNeeds.act])
  })
})
