import { compileGlob } from '@suite/matchers'
import { describe, expect, it } from 'vitest'
import { factsOf, now, requirementOf } from '../test/facts.ts'
import { candidatesFor, judgeProof } from './judge-proofs.ts'

const requirement = requirementOf(compileGlob('ops/proofs/**'))
const path = 'ops/proofs/a.txt'
const id = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
const id256 = '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813'

describe('a changed file', () => {
  it.each<[string, Parameters<typeof judgeProof>[0], Parameters<typeof factsOf>, string | undefined]>([
    ['counts when it is added', { path, status: 'added' }, [{ [path]: 'x' }], undefined],
    ['counts when it is changed', { path, status: 'modified' }, [{ [path]: 'x' }], undefined],
    [
      'counts when it is moved and changed',
      { path, status: 'renamed', previousPath: 'y' },
      [{ [path]: 'x' }],
      undefined,
    ],
    ['is not a proof when deleted', { path, status: 'removed' }, [{}], 'is deleted by this change'],
    [
      'is not a proof if it does not exist',
      { path, status: 'added' },
      [{}],
      'is not in the tree of the head',
    ],
    [
      'is not a proof when a symlink',
      { path, status: 'added' },
      [{ [path]: { kind: 'symlink' } }],
      'is a symlink',
    ],
    [
      'is not a proof when a submodule',
      { path, status: 'added' },
      [{ [path]: { kind: 'submodule' } }],
      'is a submodule',
    ],
    ['is not a proof when empty', { path, status: 'added' }, [{ [path]: { id } }], 'is empty'],
    [
      'is not a proof when empty, by SHA-256',
      { path, status: 'added' },
      [{ [path]: { id: id256 } }],
      'is empty',
    ],
    [
      'is not a proof when its content is not new',
      { path, status: 'renamed', previousPath: 'y' },
      [{ [path]: { id: 'old' } }, ['old']],
      'has the content of a file that was there before: a rename, copy or change of mode',
    ],
  ])('%s', (_, file, facts, fault) => {
    expect(judgeProof(file, factsOf(...facts), requirement, now)).toEqual({ path: file.path, fault })
  })

  it.each(['ops/proofs/.gitkeep', 'ops/proofs/a/.keep'])(
    'is not a proof when it only keeps a folder: %s',
    (keep) => {
      const { fault } = judgeProof(
        { path: keep, status: 'added' },
        factsOf({ [keep]: 'x' }),
        requirement,
        now,
      )
      expect(fault).toBe('only keeps a folder')
    },
  )

  it.each([
    ['was not read', { unread: true as const }, 'was not looked into: of one change at most 300 files are'],
    ['is too large to be read', { size: 6_000_000, unread: true as const }, 'is larger than 5 MiB'],
  ])('whose content %s is not a proof, even if no rule is about its content', (_, entry, fault) => {
    const judged = judgeProof({ path, status: 'added' }, factsOf({ [path]: entry }), requirement, now)
    expect(judged.fault).toContain(fault)
  })

  it('is searched only at its new path', () => {
    const moved = { path: 'elsewhere', previousPath: path, status: 'renamed' as const }
    expect(candidatesFor(requirement, [moved])).toEqual([])
  })
})
