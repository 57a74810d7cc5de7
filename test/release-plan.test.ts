import { describe, expect, test } from 'vitest'
import { readOptions } from '../scripts/release/options.ts'
import { archiveBudget, planRelease, type ReleaseFacts } from '../scripts/release/plan.ts'
import { compareVersions, parseVersion } from '../scripts/release/version.ts'

const source = 'c0ffee0000000000000000000000000000000000'
const facts: ReleaseFacts = {
  version: '1.2.3',
  source,
  changed: [],
  bundles: [{ name: 'label-by-path', version: '1.2.3', commit: source.slice(0, 12) }],
  remoteRefs: new Map([
    ['refs/heads/releases/v1', 'tip'],
    ['refs/tags/v1', 'old'],
    ['refs/tags/v1.2.2', 'tag'],
    ['refs/tags/v2.0.0', 'other'],
  ]),
  localTags: ['v1.2.2'],
  tree: 'tree',
  archiveBytes: 1,
}

test('a release goes on top of its own major version, and moves only that', () => {
  expect(planRelease(facts)).toMatchObject({
    branch: 'refs/heads/releases/v1',
    parent: 'tip',
    versionTag: 'refs/tags/v1.2.3',
    majorTag: 'refs/tags/v1',
    majorBefore: 'old',
    commitMessage: `Release v1.2.3\n\nSource-Commit: ${source}\n`,
  })
})

describe('refused', () => {
  test.each<[string, Partial<ReleaseFacts>, string]>([
    ['files that no commit has', { changed: ['a.ts'] }, 'the work tree differs from its commit: a.ts'],
    ['a version that is out', { remoteRefs: new Map([['refs/tags/v1.2.3', 'x']]) }, 'has a tag v1.2.3'],
    ['a version that is tagged here', { localTags: ['v1.2.3'] }, 'there is a tag v1.2.3 here'],
    ['taking v1 back', { remoteRefs: new Map([['refs/tags/v1.10.0', 'x']]) }, 'v1.10.0 is already released'],
    ['a pre-release, at which v1 would point', { version: '1.3.0-rc.1' }, 'is not major.minor.patch'],
    ['nothing to publish', { bundles: [] }, 'there is no action to publish'],
    [
      'a bundle built from a modified tree',
      {
        bundles: [{ name: 'a', version: '1.2.3', commit: `${source.slice(0, 12)}-modified` }],
      },
      'dist/a was built from c0ffee000000-modified',
    ],
    [
      'a bundle of nowhere',
      { bundles: [{ name: 'a', version: '1.2.3', commit: 'unknown' }] },
      'from unknown',
    ],
    [
      'a bundle of another version',
      { bundles: [{ name: 'a', version: '1.2.2', commit: source }] },
      'of version 1.2.2',
    ],
    ['a tree that is too large to fetch', { archiveBytes: archiveBudget + 1 }, 'over the budget'],
  ])('%s', (_, change, expected) => {
    expect(() => planRelease({ ...facts, ...change })).toThrow(expected)
  })

  test('every problem is reported at once', () => {
    const wrong = { ...facts, changed: ['a.ts'], localTags: ['v1.2.3'], archiveBytes: archiveBudget + 1 }
    expect(() => planRelease(wrong)).toThrow(
      expect.objectContaining({
        reason: 'release-refused',
        problems: expect.objectContaining({ length: 3 }),
      }),
    )
  })
})

test.each(['', '1', '1.2', 'v1.2.3', '1.2.3-rc.1', '01.2.3', '1.2.3+build', '1.2.3\n'])(
  '%j is not accepted as a version',
  (text) => {
    expect(parseVersion(text)).toBeUndefined()
  },
)

test('1.10.0 is newer than 1.9.9', () => {
  expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
  expect(compareVersions('1.9.9', '1.9.9')).toBe(0)
})

test.each<[string[], object]>([
  [['--dry-run'], { verb: 'publish', remote: 'origin', dryRun: true }],
  [['--remote', 'upstream'], { verb: 'publish', remote: 'upstream', dryRun: false }],
  [['--starter', 'out', '--owner', 'acme'], { verb: 'pin', remote: 'origin', folder: 'out', owner: 'acme' }],
])('%j is accepted', (args, options) => {
  expect(readOptions(args)).toEqual(options)
})

test.each([
  [['--dryrun']],
  [['now']],
  [['--starter', 'out']],
  [['--owner', 'acme']],
  [['--starter', 'out', '--owner', 'acme', '--dry-run']],
  [['--starter', 'out', '--owner', 'acme', '--check']],
  [['--check', '--dry-run']],
])('%j publishes nothing', (args) => {
  expect(() => readOptions(args)).toThrow(expect.objectContaining({ reason: 'usage' }))
})
