import { foldLabelName } from '@suite/change-rules'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bot, factsOf, matchOf } from '../test/facts.ts'
import { decideLabels } from './decide.ts'
import type { Facts } from './facts.ts'

const names = ['src', 'docs', 'change:api', 'größe', 'a, b', 'stray', 'other']
const name = fc.constantFrom(...names)
const spelling = name.chain((text) => fc.constantFrom(text, text.toUpperCase()))
const distinct = <Value>(items: fc.Arbitrary<Value>, by: (item: Value) => string) =>
  fc.uniqueArray(items, { selector: (item) => foldLabelName(by(item)) })

const match = fc
  .record({
    outcome: fc.constantFrom('matched', 'unmatched', 'no-rules', 'max-files-changed' as const),
    // No rule names two of the labels.
    name: fc.constantFrom(...names.slice(0, 5)).chain((text) => fc.constantFrom(text, text.toUpperCase())),
    sync: fc.constantFrom(undefined, 'always', 'own', 'never' as const),
  })
  .map(({ outcome, name, sync }) => matchOf(outcome, name, { sync }))
const event = fc.record({
  label: spelling,
  action: fc.constantFrom('labeled', 'unlabeled' as const),
  actor: fc.constantFrom(bot, 'ada', 'renovate[bot]'),
})
const facts: fc.Arbitrary<Facts> = fc
  .record({
    labels: distinct(spelling, (label) => label),
    matches: distinct(match, ({ rule }) => rule.name),
    history: fc.array(event.map((each) => ({ ...each, actorIsBot: each.actor.endsWith('[bot]') }))),
    repositoryLabels: fc.option(
      distinct(
        spelling.map((label) => ({ name: label, color: 'ededed', description: '' })),
        (label) => label.name,
      ),
      { nil: undefined },
    ),
  })
  .map((given) => factsOf({ ...given, actor: bot }))
const settings = fc.record({ syncLabels: fc.boolean(), createLabels: fc.boolean() })
const folded = (labels: readonly string[]) => labels.map(foldLabelName)

test('a second run writes nothing: deciding on the result of a run plans no write', () => {
  fc.assert(
    fc.property(facts, settings, (before, how) => {
      const plan = decideLabels(before, how)
      const events = (action: 'labeled' | 'unlabeled', labels: readonly string[]) =>
        labels.map((label) => ({ label, action, actor: bot, actorIsBot: true }))
      const removed = new Set(folded(plan.remove))
      const after: Facts = {
        ...before,
        pull: {
          ...before.pull,
          labels: [...before.pull.labels, ...plan.add].filter((label) => !removed.has(foldLabelName(label))),
        },
        history: [...before.history, ...events('labeled', plan.add), ...events('unlabeled', plan.remove)],
        repositoryLabels: before.repositoryLabels && [...before.repositoryLabels, ...plan.create],
      }
      expect(decideLabels(after, how)).toMatchObject({ add: [], remove: [], create: [] })
    }),
  )
})

test('no label is removed that no rule names, or that is not there', () => {
  fc.assert(
    fc.property(facts, settings, (given, how) => {
      const { remove } = decideLabels(given, how)
      const ruled = folded(given.matches.map(({ rule }) => rule.name))
      for (const label of remove) {
        expect(ruled).toContain(foldLabelName(label))
        expect(given.pull.labels).toContain(label)
      }
    }),
  )
})

test('no label is both added and removed, or added if it is there, or written twice', () => {
  fc.assert(
    fc.property(facts, settings, (given, how) => {
      const { add, remove, total } = decideLabels(given, how)
      const touched = folded([...add, ...remove])
      expect(new Set(touched).size).toBe(touched.length)
      const afterAdding = folded([...given.pull.labels, ...add])
      expect(new Set(afterAdding).size).toBe(total)
    }),
  )
})

test('only a label that applies is added or created, and only one that does not apply is removed', () => {
  fc.assert(
    fc.property(facts, settings, (given, how) => {
      for (const { fate, match } of decideLabels(given, how).decisions) {
        if (fate === 'add') expect(match.outcome).toBe('matched')
        if (fate === 'remove')
          expect([match.outcome, match.rule.sync === 'never']).toEqual(['unmatched', false])
      }
    }),
  )
})
