import { type BakedPermissions, permissionNames } from '@suite/release-assets'
import { describe, expect, test } from 'vitest'
import type { BinaryFacts } from './binary-facts.ts'
import { decisionOf, type Growth, judgeBinaries, judgeProofs, type Proofs } from './decide.ts'

const nothing = Object.fromEntries(
  permissionNames.map((name) => [name, { allow: null, deny: null }]),
) as unknown as BakedPermissions
const binary = (name: string, more: Partial<BinaryFacts> = {}): BinaryFacts => ({
  target: 'x86_64-unknown-linux-gnu',
  name,
  path: `/${name}`,
  size: 1,
  sha256: 'a'.repeat(64),
  glibc: undefined,
  permissions: nothing,
  rows: [],
  shown: [],
  embedded: undefined,
  problems: [],
  ...more,
})
const good: Proofs = {
  smoke: { target: 'x86_64-unknown-linux-gnu', args: ['--version'], problem: undefined },
  second: { kind: 'made', different: [] },
  growth: { kind: 'compared', tag: 'v1.0.0', grown: [] },
}
const reasonsOf = (proofs: Partial<Proofs>, growthFails = false) =>
  judgeProofs({ ...good, ...proofs }, growthFails).map(({ reason }) => reason)

describe('the verdict', () => {
  test('passes only if there is no problem at all', () => {
    expect(decisionOf(judgeBinaries([binary('a'), binary('b')]))).toEqual({
      reason: 'compiled',
      problems: [],
    })
    expect(reasonsOf({})).toEqual([])
  })

  test('is that of the worst problem of any binary', () => {
    const problems = judgeBinaries([
      binary('a', { problems: [{ reason: 'binary-leaks', what: 'a path' }] }),
      binary('b', { problems: [{ reason: 'binary-wrong', what: 'no program' }] }),
    ])
    expect(decisionOf(problems).reason).toBe('binary-wrong')
  })

  test('fails if one system gets more permissions than another, which the manifest could not say', () => {
    const more = { ...nothing, run: { allow: 'all' as const, deny: null } }
    const problems = judgeBinaries([binary('a'), binary('b', { permissions: more }), binary('c')])
    expect(problems).toMatchObject([{ reason: 'binary-wrong', binaries: ['b'] }])
  })

  test('fails if the binary for this machine does not run', () => {
    const smoke = { ...good.smoke, problem: 'ended with exit code 1' }
    expect(reasonsOf({ smoke: smoke as Proofs['smoke'] })).toEqual(['smoke-failed'])
  })

  test('fails if a second build differs, and names the part', () => {
    const different = [{ name: 'a', parts: ['the embedded file /main.ts'] }]
    const [problem] = judgeProofs({ ...good, second: { kind: 'made', different } }, false)
    expect(problem).toMatchObject({ reason: 'not-reproducible', binaries: ['a'] })
    expect(problem?.what).toContain('/main.ts')
    // Bytes that differ without a name still differ.
    expect(reasonsOf({ second: { kind: 'made', different: [{ name: 'a', parts: [] }] } })).toEqual([
      'not-reproducible',
    ])
  })

  test.each<[Growth, string[]]>([
    [{ kind: 'compared', tag: 'v1', grown: [] }, []],
    [{ kind: 'compared', tag: 'v1', grown: ['run: git'] }, ['permission-grew']],
    [{ kind: 'unknown', why: 'manifest.json does not exist' }, ['growth-unknown']],
    [{ kind: 'none' }, []],
  ])('only fails because of growth if the input says so: %j', (growth, reasons) => {
    expect(reasonsOf({ growth }, true)).toEqual(reasons)
    expect(reasonsOf({ growth }, false)).toEqual([])
  })
})
