import type { Review } from '@suite/forge'
import { describe, expect, it } from 'vitest'
import { caseOf, requirementOf } from '../test/facts.ts'
import type { ApprovalFacts } from './case.ts'
import type { CaseVerdict } from './decide.ts'
import { approvalsOf, inheritedWaiver, waiverOf } from './waivers.ts'

const of = { head: 'head', author: 'alice' }
let minute = 10
const review = (author: string, state: Review['state'], rest: Partial<Review> = {}): Review => ({
  id: `${author} ${minute}`,
  author,
  state,
  commit: 'head',
  submittedAt: `2026-11-21T12:${minute++}:00Z`,
  ...rest,
})

describe('an approval', () => {
  it.each<[string, Review[], string[]]>([
    ['of the head counts', [review('bob', 'approved')], ['bob']],
    ['of the author does not', [review('Alice', 'approved')], []],
    ['of an older head does not', [review('bob', 'approved', { commit: 'old' })], []],
    ['that was dismissed does not', [review('bob', 'dismissed')], []],
    [
      'ends by changes requested after it',
      [review('bob', 'approved'), review('BOB', 'changes-requested')],
      [],
    ],
    [
      'ends by an approval that was dismissed after it',
      [review('bob', 'approved'), review('bob', 'dismissed')],
      [],
    ],
    ['holds through comments after it', [review('bob', 'approved'), review('bob', 'commented')], ['bob']],
    [
      'holds although a later review is not submitted',
      [review('bob', 'approved'), review('bob', 'pending')],
      ['bob'],
    ],
    [
      'counts after changes requested',
      [review('bob', 'changes-requested'), review('bob', 'approved')],
      ['bob'],
    ],
    [
      'counts by its time, not by its place in the list',
      [
        review('bob', 'changes-requested', { submittedAt: '2026-11-22T00:00:00Z' }),
        review('bob', 'approved'),
      ],
      [],
    ],
    [
      'of the head is not kept by one of an older head that came later',
      [review('bob', 'approved'), review('bob', 'approved', { commit: 'old' })],
      [],
    ],
    [
      'of the same second as changes requested counts by its place in the list',
      [
        review('bob', 'approved', { submittedAt: '2026-11-21T12:00:00Z' }),
        review('bob', 'changes-requested', { submittedAt: '2026-11-21T12:00:00Z' }),
      ],
      [],
    ],
    [
      'counts by its moment, in any time zone',
      [
        review('bob', 'changes-requested', { submittedAt: '2026-11-21T12:30:00+02:00' }),
        review('bob', 'approved', { submittedAt: '2026-11-21T11:00:00Z' }),
      ],
      ['bob'],
    ],
    [
      'of another user holds independently',
      [review('bob', 'approved'), review('eve', 'changes-requested')],
      ['bob'],
    ],
  ])('%s', (_, reviews, expected) => {
    expect(approvalsOf(reviews, of).map(({ author }) => author)).toEqual(expected)
  })
})

describe('a waiver', () => {
  const policy = {
    proofs: [],
    waivers: [
      { labels: ['change:routes'], logins: ['Bob'], teams: ['acme/security'] },
      { labels: ['change:cors'], logins: [], teams: ['acme/web'] },
    ],
  }
  const facts = (...reviews: Review[]): ApprovalFacts => ({
    reviews,
    members: new Map([
      ['acme/security', ['Carol']],
      ['acme/web', []],
    ]),
    replacedAt: undefined,
    doubts: [],
  })

  it.each<[string, string, ApprovalFacts, string | undefined]>([
    ['is given by a login in any case', 'Change:Routes', facts(review('bob', 'approved')), 'bob'],
    ['is given by a member of a team', 'change:routes', facts(review('carol', 'approved')), 'carol'],
    [
      'is not given by a member of another team',
      'change:cors',
      facts(review('carol', 'approved')),
      undefined,
    ],
    ['is not given for another label', 'change:headers', facts(review('bob', 'approved')), undefined],
    ['is not given by anybody else', 'change:routes', facts(review('mallory', 'approved')), undefined],
    ['is not given by a deleted user', 'change:routes', facts(review('', 'approved')), undefined],
    ['is not given without a review', 'change:routes', facts(), undefined],
  ])('%s', (_, label, given, expected) => {
    expect(waiverOf(label, policy, given, of)).toBe(expected)
  })

  it.each<[string, string, number | undefined, boolean]>([
    ['from after the head was replaced', '2026-11-21T12:00:01Z', Date.UTC(2026, 10, 21, 12), true],
    ['from before', '2026-11-21T11:59:59Z', Date.UTC(2026, 10, 21, 12), false],
    ['of the same second', '2026-11-21T12:00:00Z', Date.UTC(2026, 10, 21, 12), false],
    ['that may be from before', '2026-11-21T12:00:00Z', Number.POSITIVE_INFINITY, false],
    ['without a time', '', undefined, false],
  ])('by an approval %s', (_, submittedAt, replacedAt, counts) => {
    const given = { ...facts(review('bob', 'approved', { submittedAt })), replacedAt }
    expect(waiverOf('change:routes', policy, given, of)).toBe(counts ? 'bob' : undefined)
  })
})

describe('a merge group', () => {
  const pull = (path: string, missing: number, waivedBy: string | undefined, label = 'l'): CaseVerdict => ({
    of: caseOf([path]),
    duties: [],
    requirements: [],
    passes: true,
    doubts: [],
    verdicts: [{ requirement: { ...requirementOf(), label }, proofs: [], missing, waivedBy }],
  })
  const duty = (...paths: string[]) => ({
    label: 'l',
    labelled: false,
    causes: paths.map((path) => ({ on: 'changed-files' as const, path, globs: [], at: { file: 'f' } })),
  })
  const waived = pull('a', 1, 'bob')

  it.each<[string, ReturnType<typeof duty>, CaseVerdict[], string | undefined]>([
    ['inherits the waiver of its pull request', duty('a'), [waived], 'bob'],
    [
      'inherits it next to a pull request with proofs',
      duty('a', 'b'),
      [pull('b', 0, undefined), waived],
      'bob',
    ],
    ['inherits no waiver for a path of no pull request', duty('a', 'x'), [waived], undefined],
    [
      'inherits no waiver for a pull request that lacks proofs',
      duty('a', 'b'),
      [waived, pull('b', 1, undefined)],
      undefined,
    ],
    ['inherits no waiver of another label', duty('a'), [pull('a', 1, 'bob', 'other')], undefined],
    ['inherits no waiver if there is none', duty('a'), [pull('a', 0, undefined)], undefined],
    ['inherits no waiver for a duty without a path', duty(), [waived], undefined],
  ])('%s', (_, asked, pulls, expected) => {
    expect(inheritedWaiver(asked, pulls)).toBe(expected)
  })
})
