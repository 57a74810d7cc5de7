import { describe, expect, test } from 'vitest'
import { factsOf, matchOf, off } from '../test/facts.ts'
import { decideLabels } from './decide.ts'
import type { Facts, Settings } from './facts.ts'
import { decisionOf, headlineOf, storyOf } from './report.ts'

function labelled(facts: Parameters<typeof factsOf>[0], settings: Settings = off) {
  const given = factsOf(facts)
  return { facts: given, plan: decideLabels(given, settings), labels: given.pull.labels }
}
const byHand: Facts['history'] = [{ label: 'area', action: 'unlabeled', actor: 'ada', actorIsBot: false }]

describe('the headline', () => {
  test.for([
    [{ added: 1, removed: 0, files: 3 }, 'done', '1 label added, by 3 changed files'],
    [{ added: 0, removed: 2, files: 3 }, 'done', '2 labels taken off, by 3 changed files'],
    [
      { added: 0, removed: 1, files: 1 },
      'planned',
      'dry run, nothing is written: 1 label would be taken off, by 1 changed file',
    ],
    [{ added: 0, removed: 0, files: 1 }, 'done', '1 changed file looked at; no label to change'],
    [
      { added: 2, removed: 1, files: 1 },
      'planned',
      'dry run, nothing is written: 2 labels would be added, 1 taken off, by 1 changed file',
    ],
  ] as const)('%j, %s: %s', ([counts, tense, text]) => {
    expect(headlineOf(counts, tense)).toBe(text)
  })
})

describe('the story lists what changed and what may surprise a reader', () => {
  const paths = ['src/a.ts', 'src/b.ts', 'src/c.ts']
  const rows: [string, Parameters<typeof factsOf>[0], Settings, string[]][] = [
    [
      'added',
      { matches: [matchOf('matched', 'area', {}, paths)] },
      off,
      ['#7 area: added because of src/a.ts and 2 more (.github/labeler.yml:3:9)'],
    ],
    [
      'taken off',
      { labels: ['area'], matches: [matchOf('unmatched', 'area')] },
      { ...off, syncLabels: true },
      ['#7 area: taken off, because its rules (.github/labeler.yml:1:1) no longer match'],
    ],
    [
      'kept without sync-labels',
      { labels: ['area'], matches: [matchOf('unmatched', 'area')] },
      off,
      ['#7 area: its rules (.github/labeler.yml:1:1) no longer match, but it stays: sync-labels is off'],
    ],
    [
      'kept by its own never',
      { labels: ['area'], matches: [matchOf('unmatched', 'area', { sync: 'never' })] },
      { ...off, syncLabels: true },
      ['#7 area: its rules (.github/labeler.yml:1:1) no longer match, but it stays: sync is never'],
    ],
    [
      'kept, because somebody else put it there',
      { labels: ['area'], matches: [matchOf('unmatched', 'area', { sync: 'own' })] },
      off,
      [
        '#7 area: its rules (.github/labeler.yml:1:1) no longer match, but it stays: sync is own, and this token did not add it',
      ],
    ],
    [
      'not put back',
      { matches: [matchOf('matched', 'area')], history: byHand },
      off,
      [
        '#7 area: applies because of src/a.ts (.github/labeler.yml:3:9), but a person took it off, so it stays off',
      ],
    ],
    [
      'left alone by a limit',
      { matches: [matchOf('max-files-changed', 'area')] },
      off,
      ['#7 area: left as it is, because of max-files-changed'],
    ],
    [
      'nothing of labels that are as they should be',
      {
        labels: ['there'],
        matches: [
          matchOf('matched', 'there'),
          matchOf('unmatched', 'absent'),
          matchOf('no-rules', 'declared'),
        ],
      },
      off,
      [],
    ],
    [
      'another colour',
      {
        labels: ['area'],
        matches: [matchOf('matched', 'area', { color: '000000' })],
        repositoryLabels: [{ name: 'area', color: 'ffffff', description: '' }],
      },
      off,
      ["area: the repository's colour or description is not what its rule declares"],
    ],
  ]
  test.for(rows)('%s', ([, facts, settings, story]) => {
    expect(storyOf(labelled(facts, settings), 'done')).toEqual(story)
  })

  test('and says in a dry run that it would', () => {
    const matches = [matchOf('matched', 'new'), matchOf('unmatched', 'old')]
    const story = storyOf(labelled({ labels: ['old'], matches }, { ...off, syncLabels: true }), 'planned')
    expect(story).toEqual([
      expect.stringContaining('new: would be added'),
      expect.stringContaining('old: would be taken'),
    ])
  })
})

test('the decision names files and labels exactly, and counts the causes that it does not list', () => {
  const paths = Array.from({ length: 12 }, (_, at) => `src/\n${at}`)
  const [first] = decisionOf(labelled({ matches: [matchOf('matched', 'a, b', {}, paths)] })).labels
  expect(first).toMatchObject({ label: 'a, b', decision: 'add', outcome: 'matched', 'cause-count': 12 })
  expect(first?.causes).toHaveLength(10)
  expect(first?.causes[0]).toEqual({ path: 'src/\n0', globs: ['src/**'], at: '.github/labeler.yml:3:9' })
})

test('the decision contains the name and the pattern of a branch', () => {
  const at = { file: '.github/labeler.yml', line: 2, column: 5 }
  const match = {
    ...matchOf('matched', 'area'),
    causes: [{ on: 'head-branch', branch: 'orders', pattern: '^ord', at } as const],
  }
  expect(decisionOf(labelled({ matches: [match] })).labels[0]?.causes).toEqual([
    { 'head-branch': 'orders', pattern: '^ord', at: '.github/labeler.yml:2:5' },
  ])
})
