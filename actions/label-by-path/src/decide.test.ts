import type { LabelMatch, LabelRule } from '@suite/change-rules'
import type { LabelEvent } from '@suite/forge'
import { describe, expect, test } from 'vitest'
import { bot, factsOf, matchOf, off } from '../test/facts.ts'
import { decideLabels, type Fate } from './decide.ts'
import type { Facts, Settings } from './facts.ts'

const event = (action: LabelEvent['action'], actor: string, label = 'area'): LabelEvent => ({
  label,
  action,
  actor,
  actorIsBot: actor.endsWith('[bot]'),
})
const { decisions: _, ...nothing } = decideLabels(factsOf({}), off)

describe('the decision about a label', () => {
  interface Row {
    readonly outcome: LabelMatch['outcome']
    readonly present?: boolean
    readonly sync?: LabelRule['sync']
    readonly syncLabels?: boolean
    readonly history?: readonly LabelEvent[]
    readonly actor?: string
    readonly fate: Fate
  }
  const put = event('labeled', bot)
  const byAda = event('labeled', 'ada')
  const rows: Record<string, Row> = {
    'it applies, and is missing': { outcome: 'matched', fate: 'add' },
    'it applies, and is there': { outcome: 'matched', present: true, fate: 'present' },
    'it does not apply, and is missing': { outcome: 'unmatched', syncLabels: true, fate: 'absent' },
    'it no longer applies': { outcome: 'unmatched', present: true, fate: 'kept' },
    'it no longer applies, with sync-labels': {
      outcome: 'unmatched',
      present: true,
      syncLabels: true,
      fate: 'remove',
    },
    'its own always beats sync-labels': {
      outcome: 'unmatched',
      present: true,
      sync: 'always',
      fate: 'remove',
    },
    'its own never beats sync-labels': {
      outcome: 'unmatched',
      present: true,
      sync: 'never',
      syncLabels: true,
      fate: 'kept',
    },
    'its own never, even if this token added it': {
      outcome: 'unmatched',
      present: true,
      sync: 'never',
      actor: bot,
      history: [put],
      fate: 'kept',
    },
    'own, and this token put it there': {
      outcome: 'unmatched',
      present: true,
      sync: 'own',
      actor: bot,
      history: [byAda, event('unlabeled', 'ada'), put],
      fate: 'remove',
    },
    'own, and somebody put it there after this token': {
      outcome: 'unmatched',
      present: true,
      sync: 'own',
      syncLabels: true,
      actor: bot,
      history: [put, event('unlabeled', 'ada'), byAda],
      fate: 'kept',
    },
    'own, and its history is not known': {
      outcome: 'unmatched',
      present: true,
      sync: 'own',
      actor: bot,
      fate: 'kept',
    },
    'own, and this token is not known': {
      outcome: 'unmatched',
      present: true,
      sync: 'own',
      history: [put],
      fate: 'kept',
    },
    'a person took it off': {
      outcome: 'matched',
      history: [put, event('unlabeled', 'ada')],
      fate: 'removed-by-hand',
    },
    'a deleted user took it off': {
      outcome: 'matched',
      history: [event('unlabeled', '')],
      fate: 'removed-by-hand',
    },
    'a bot took it off': {
      outcome: 'matched',
      history: [byAda, event('unlabeled', 'renovate[bot]')],
      fate: 'add',
    },
    'this token took it off, and it is not a bot': {
      outcome: 'matched',
      actor: 'machine',
      history: [event('unlabeled', 'machine')],
      fate: 'add',
    },
    'a person took another label off': {
      outcome: 'matched',
      history: [event('unlabeled', 'ada', 'else')],
      fate: 'add',
    },
    'a person took it off in another case': {
      outcome: 'matched',
      history: [event('unlabeled', 'ada', 'AREA')],
      fate: 'removed-by-hand',
    },
    'a limit of the rule file': {
      outcome: 'max-files-changed',
      present: true,
      sync: 'always',
      syncLabels: true,
      fate: 'left-alone',
    },
    'a label that is only declared': {
      outcome: 'no-rules',
      present: true,
      syncLabels: true,
      fate: 'left-alone',
    },
  }
  test.for(Object.entries(rows))('%s', ([, row]) => {
    const { outcome, present = false, sync, syncLabels = false, history = [], actor, fate } = row
    const plan = decideLabels(
      factsOf({
        labels: present ? ['area'] : [],
        matches: [matchOf(outcome, 'area', { sync })],
        history,
        actor,
      }),
      { syncLabels, createLabels: false },
    )
    expect(plan).toMatchObject({
      ...nothing,
      decisions: [{ label: 'area', fate }],
      add: fate === 'add' ? ['area'] : [],
      remove: fate === 'remove' ? ['area'] : [],
      total: Number(present) + Number(fate === 'add'),
    })
  })
})

describe('the name of a label is spelled as people see it', () => {
  const matches = [matchOf('matched', 'SRC'), matchOf('unmatched', 'DOCS')]
  const repositoryLabels = ['Src', 'Docs'].map((name) => ({ name, color: 'ededed', description: '' }))
  const called = (facts: Partial<Facts> & { labels?: string[] }, settings: Settings = off) =>
    decideLabels(factsOf({ matches, ...facts }), settings)

  test('as on the pull request', () => {
    const { decisions, remove } = called(
      { labels: ['src', 'docs'], repositoryLabels },
      { ...off, syncLabels: true },
    )
    expect([decisions.map(({ label }) => label), remove]).toEqual([['src', 'docs'], ['docs']])
  })

  test('otherwise as in the repository, otherwise as in the rule file', () => {
    expect(called({ repositoryLabels }).add).toEqual(['Src'])
    expect(called({}).add).toEqual(['SRC'])
  })
})

describe('the declaration of a label', () => {
  const declared = { color: 'd93f0b', description: 'Routes' }
  const matches = [matchOf('matched', 'Routes', declared), matchOf('unmatched', 'cors', declared)]
  const known = (color: string, description: string) => [{ name: 'routes', color, description }]
  const create: Settings = { ...off, createLabels: true }
  const plan = (repositoryLabels: Facts['repositoryLabels'], settings: Settings) => {
    const { create: created, differing } = decideLabels(factsOf({ matches, repositoryLabels }), settings)
    return { created, differing }
  }

  test.each([
    ['a color', { color: 'd93f0b' }, ['ffffff', 'Routes']],
    ['a description', { description: 'Routes' }, ['d93f0b', 'Else']],
  ] as const)('that has only %s is compared by that alone', (_, part, [color, description]) => {
    const only = [matchOf('matched', 'Routes', part)]
    const differingOf = (repositoryLabels: Facts['repositoryLabels']) =>
      decideLabels(factsOf({ matches: only, repositoryLabels }), off).differing
    expect(differingOf(known('d93f0b', 'Routes'))).toEqual([])
    expect(differingOf(known(color, description))).toEqual(['routes'])
    expect(
      differingOf(
        known(color === 'ffffff' ? 'd93f0b' : 'ffffff', description === 'Else' ? 'Routes' : 'Else'),
      ),
    ).toEqual([])
    expect(differingOf([])).toEqual(['Routes'])
  })

  test('is created if the repository does not have the label and it applies', () => {
    expect(plan([], create)).toEqual({ created: [{ name: 'Routes', ...declared }], differing: [] })
    const plain = decideLabels(
      factsOf({ matches: [matchOf('matched', 'plain')], repositoryLabels: [] }),
      create,
    )
    expect(plain.create).toEqual([{ name: 'plain', color: 'ededed', description: '' }])
  })

  test('is not changed if the repository has the label, and a difference is reported', () => {
    for (const settings of [off, create]) {
      expect(plan(known('d93f0b', 'Routes'), settings)).toEqual({ created: [], differing: [] })
      expect(plan(known('ffffff', 'Routes'), settings)).toEqual({ created: [], differing: ['routes'] })
      expect(plan(known('d93f0b', 'Else'), settings)).toEqual({ created: [], differing: ['routes'] })
    }
  })

  test('is reported if the label will be created without it', () => {
    expect(plan([], off)).toEqual({ created: [], differing: ['Routes'] })
  })
})

test('the maximum of labels at any moment is counted: all are added before any is removed', () => {
  const labels = Array.from({ length: 100 }, (_, at) => `label ${at}`)
  const matches = [matchOf('matched', 'new'), matchOf('unmatched', 'label 0')]
  expect(decideLabels(factsOf({ labels, matches }), { ...off, syncLabels: true }).total).toBe(101)
})
