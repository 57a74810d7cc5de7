import { type BakedPermissions, type PermissionName, permissionNames } from '@suite/release-assets'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePermissions, describeGrowth } from './compare.ts'

type Scope = BakedPermissions['read']['allow']

const value = fc.constantFrom(
  'a',
  'a/b',
  'b',
  '*.example.com',
  'x.example.com',
  'x.example.com:443',
  'APP_*',
  'APP_KEY',
)
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant(null),
  fc.constant('all' as const),
  fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
)
const permissions = fc.record(
  Object.fromEntries(
    permissionNames.map((name) => [name, fc.record({ allow: scope, deny: scope, ignore: scope })]),
  ) as Record<PermissionName, fc.Arbitrary<BakedPermissions['read']>>,
) as fc.Arbitrary<BakedPermissions>

function union(left: Scope, right: Scope): Scope {
  if (left === 'all' || right === 'all') return 'all'
  return left === null ? right : right === null ? left : [...new Set([...left, ...right])]
}

/** Allows what either allows, and denies what only the first one denies. */
function widened(first: BakedPermissions, second: BakedPermissions): BakedPermissions {
  return Object.fromEntries(
    permissionNames.map((name) => [
      name,
      { ...first[name], allow: union(first[name].allow, second[name].allow) },
    ]),
  ) as BakedPermissions
}

const none = Object.fromEntries(
  permissionNames.map((name) => [name, { allow: null, deny: null }]),
) as BakedPermissions

const words = (before: Partial<BakedPermissions>, now: Partial<BakedPermissions>) =>
  comparePermissions({ ...none, ...before }, { ...none, ...now }).map(describeGrowth)

describe('the growth of permissions', () => {
  it('is empty from a release to itself', () => {
    fc.assert(
      fc.property(permissions, (any) => {
        expect(comparePermissions(any, any)).toEqual([])
      }),
    )
  })

  it('is empty from a union to one of its parts', () => {
    fc.assert(
      fc.property(permissions, permissions, (first, second) => {
        expect(comparePermissions(widened(first, second), first)).toEqual([])
      }),
    )
  })

  it('to a union is what the other part adds, and no more', () => {
    fc.assert(
      fc.property(permissions, permissions, (first, second) => {
        const grown = comparePermissions(first, widened(first, second)).filter(
          ({ kind }) => kind === 'allowed',
        )
        const added = comparePermissions(first, second).filter(({ kind }) => kind === 'allowed')
        expect(grown).toEqual(added.filter(({ permission }) => first[permission].allow !== 'all'))
      }),
    )
  })

  it('is seen in everything that is allowed where nothing was', () => {
    fc.assert(
      fc.property(permissions, (now) => {
        const grown = comparePermissions(none, now).filter(({ kind }) => kind === 'allowed')
        expect(grown.map(({ permission }) => permission)).toEqual(
          permissionNames.filter((name) => now[name].allow !== null),
        )
      }),
    )
  })

  it.each<[string, Partial<BakedPermissions>, Partial<BakedPermissions>, readonly string[]]>([
    [
      'a new host',
      { net: { allow: ['a.dev'], deny: null } },
      { net: { allow: ['a.dev', 'b.dev'], deny: null } },
      ['net also allows b.dev'],
    ],
    [
      'no limit',
      { run: { allow: ['git'], deny: null } },
      { run: { allow: 'all', deny: null } },
      ['run also allows everything'],
    ],
    [
      'a limit that fell',
      { read: { allow: 'all', deny: ['key'] } },
      { read: { allow: 'all', deny: null } },
      ['read no longer denies key'],
    ],
    [
      'a denial of everything that became one of a part',
      { read: { allow: 'all', deny: 'all' } },
      { read: { allow: 'all', deny: ['key'] } },
      ['read no longer denies everything'],
    ],
    [
      'a variable that is not hidden any more',
      { env: { allow: ['A'], deny: null, ignore: ['A'] } },
      { env: { allow: ['A'], deny: null } },
      ['env no longer hides A'],
    ],
    [
      'a folder around the former one',
      { write: { allow: ['a/b'], deny: null } },
      { write: { allow: ['a'], deny: null } },
      ['write also allows a'],
    ],
    [
      'another port',
      { net: { allow: ['a.dev:443'], deny: null } },
      { net: { allow: ['a.dev'], deny: null } },
      ['net also allows a.dev'],
    ],
    [
      'the domain above its hosts',
      { net: { allow: ['*.a.dev'], deny: null } },
      { net: { allow: ['a.dev'], deny: null } },
      ['net also allows a.dev'],
    ],
    [
      'a way out of a folder',
      { read: { allow: ['a'], deny: null } },
      { read: { allow: ['a/../b'], deny: null } },
      ['read also allows a/../b'],
    ],
    [
      'a path of the system',
      { read: { allow: ['.'], deny: null } },
      { read: { allow: ['/etc/x'], deny: null } },
      ['read also allows /etc/x'],
    ],
    [
      'another program',
      { run: { allow: ['git'], deny: null } },
      { run: { allow: ['./git'], deny: null } },
      ['run also allows ./git'],
    ],
  ])('names %s', (_, before, now, expected) => {
    expect(words(before, now)).toEqual(expected)
  })

  it.each<[string, Partial<BakedPermissions>, Partial<BakedPermissions>]>([
    ['a folder below', { read: { allow: ['a'], deny: null } }, { read: { allow: ['./a/b'], deny: null } }],
    [
      'a host below',
      { net: { allow: ['*.a.dev'], deny: null } },
      { net: { allow: ['x.a.dev:443'], deny: null } },
    ],
    [
      'one of the variables',
      { env: { allow: ['APP_*'], deny: null } },
      { env: { allow: ['APP_KEY'], deny: null } },
    ],
    ['a new denial', { read: { allow: ['a'], deny: null } }, { read: { allow: ['a'], deny: ['a/key'] } }],
    [
      'a denial of what nobody may',
      { read: { allow: null, deny: ['a'] } },
      { read: { allow: null, deny: null } },
    ],
  ])('is not seen in %s', (_, before, now) => {
    expect(words(before, now)).toEqual([])
  })

  it('counts a path of Windows as new, because a relative one does not hold it', () => {
    const nothing = Object.fromEntries(
      permissionNames.map((name) => [name, { allow: null, deny: null }]),
    ) as unknown as BakedPermissions
    const reads = (path: string) => ({ ...nothing, read: { allow: [path], deny: null, ignore: null } })
    for (const path of ['C:\\Windows', 'C:/Windows', '..\\x'])
      expect(comparePermissions(reads('.'), reads(path))).toMatchObject([
        { permission: 'read', values: [path] },
      ])
  })
})
