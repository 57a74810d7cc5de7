import { foldLabelName } from '@suite/change-rules'
import { commonReasons, OutsideError } from '@suite/errors'
import type { Labels } from '@suite/forge'
import { createWrites } from '@suite/runner'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPlan, createLabels } from './apply.ts'

type Writing = Omit<Labels, 'history' | 'listed'>

const writing = (dryRun = false) => createWrites(dryRun, new AbortController().signal)

/** A pull request with these labels; `calls` lists each call, with the labels at that moment. */
function pullWith(labels: readonly string[], broken: Partial<Writing> = {}) {
  let present = [...labels]
  const calls: { call: string; present: readonly string[] }[] = []
  const record = (call: string) => calls.push({ call, present: [...present] })
  const ports: Writing = {
    known: async () => [],
    of: async () => [...present],
    async create(label) {
      record(`create ${label.name}`)
      return label
    },
    async add(number, names) {
      record(`add ${names.join(' ')} to #${number}`)
      present = [...present, ...names]
      return present
    },
    async remove(number, name) {
      record(`remove ${name} from #${number}`)
      await Promise.resolve()
      present = present.filter((label) => label !== name)
    },
    ...broken,
  }
  return { ports, calls, labels: () => present, names: () => calls.map(({ call }) => call) }
}
const refused = new OutsideError(commonReasons['permission-missing'], 'could not add new', 'Grant it.')

test('all labels are added in one request, then each is removed, and the result lists what is left', async () => {
  const { ports, names } = pullWith(['old', 'older', 'mine'])
  const labels = await applyPlan(ports, writing(), 7, ['old', 'older', 'mine'], {
    add: ['new', 'newer'],
    remove: ['old', 'older'],
  })
  expect(names()).toEqual(['add new newer to #7', 'remove old from #7', 'remove older from #7'])
  expect(labels).toEqual(['mine', 'new', 'newer'])
})

test('a concurrent change is part of the result', async () => {
  const { ports } = pullWith(['old', 'by ada'])
  expect(await applyPlan(ports, writing(), 7, ['old', 'gone'], { add: ['new'], remove: ['old'] })).toEqual([
    'by ada',
    'new',
  ])
})

test('a forge that answers from an older copy is asked again', async () => {
  const { ports, labels } = pullWith(['old', 'mine'])
  const copies = [['old', 'mine']]
  const lagging = { ...ports, labels: async () => copies.shift() ?? labels() }
  expect(await applyPlan(lagging, writing(), 7, ['old', 'mine'], { add: [], remove: ['old'] })).toEqual([
    'mine',
  ])
})

test('a plan without differences sends nothing', async () => {
  const { ports, calls } = pullWith(['a'])
  expect(await applyPlan(ports, writing(), 7, ['a'], { add: [], remove: [] })).toEqual(['a'])
  expect(calls).toEqual([])
})

test('a dry run sends nothing, and returns the labels that would be there', async () => {
  const { ports, calls } = pullWith(['OLD', 'mine'])
  const writes = writing(true)
  await createLabels(ports, writes, [{ number: 7, label: { name: 'new', color: 'ededed', description: '' } }])
  expect(await applyPlan(ports, writes, 7, ['OLD', 'mine'], { add: ['new'], remove: ['OLD'] })).toEqual([
    'mine',
    'new',
  ])
  expect(calls).toEqual([])
  expect(writes.records.map(({ what, state }) => `${state}: ${what}`)).toEqual([
    'planned: create the label new',
    'planned: add new to #7',
    'planned: take OLD off #7',
  ])
})

test('a label that two pull requests want is created once', async () => {
  const { ports, names } = pullWith([])
  const label = { color: 'ededed', description: '' }
  await createLabels(ports, writing(), [
    { number: 7, label: { name: 'new', ...label } },
    { number: 8, label: { name: 'NEW', ...label } },
  ])
  expect(names()).toEqual(['create NEW'])
})

test('a label that another run creates meanwhile is not an error; a missing label is', async () => {
  const label = { name: 'new', color: 'ededed', description: '' }
  const create = () => Promise.reject(refused)
  const there = pullWith([], { create, known: async () => [{ ...label, name: 'New' }] })
  const writes = writing()
  await createLabels(there.ports, writes, [{ label, number: 7 }])
  expect(writes.records.map(({ state }) => state)).toEqual(['applied'])
  await expect(createLabels(pullWith([], { create }).ports, writing(), [{ label, number: 7 }])).rejects.toBe(
    refused,
  )
})

describe('an answer that does not show the write fails the run', () => {
  const wrong: Record<string, Partial<Writing>> = {
    'one of two is missing': {
      add: async () => ['new', 'old'],
      of: async () => ['new', 'old'],
    },
    'the label is still there': { remove: async () => {}, of: async () => ['OLD', 'new', 'newer'] },
    'what was added is gone after the removal': { of: async () => ['new'] },
    'only a fresh read shows that nothing was taken off': {
      remove: async () => {},
    },
  }
  test.for(Object.entries(wrong))('%s', async ([, broken]) => {
    const { ports } = pullWith(['old'], broken)
    const plan = { add: ['new', 'newer'], remove: ['old'] }
    await expect(applyPlan(ports, writing(), 7, ['old'], plan)).rejects.toMatchObject({
      reason: 'write-not-confirmed',
    })
  })

  test('the answer shows a label that a fresh read does not show', async () => {
    const { ports } = pullWith([], { add: async () => ['new'] })
    const plan = { add: ['new'], remove: [] }
    await expect(applyPlan(ports, writing(), 7, [], plan)).rejects.toMatchObject({
      reason: 'write-not-confirmed',
    })
  })

  test('the forge creates another label', async () => {
    const other = { name: 'other', color: 'ededed', description: '' }
    const { ports } = pullWith([], { create: async () => other })
    await expect(
      createLabels(ports, writing(), [{ label: { ...other, name: 'new' }, number: 7 }]),
    ).rejects.toMatchObject({
      reason: 'write-not-confirmed',
    })
  })

  test('but another spelling of the same label is no other label', async () => {
    const spelled = async () => ['New']
    const { ports } = pullWith([], { add: spelled, of: spelled })
    expect(await applyPlan(ports, writing(), 7, [], { add: ['NEW'], remove: [] })).toEqual(['New'])
  })
})

test('when adding fails nothing is taken off', async () => {
  const { ports, labels } = pullWith(['old'], { add: () => Promise.reject(refused) })
  await expect(applyPlan(ports, writing(), 7, ['old'], { add: ['new'], remove: ['old'] })).rejects.toThrow()
  expect(labels()).toEqual(['old'])
})

test('if one removal fails, the others are awaited, so that every write is known', async () => {
  const { ports, labels } = pullWith(['old', 'older'])
  const writes = writing()
  const remove: Writing['remove'] = (number, name) =>
    name === 'old' ? Promise.reject(refused) : ports.remove(number, name)
  const plan = { add: [], remove: ['old', 'older'] }
  await expect(applyPlan({ ...ports, remove: remove }, writes, 7, ['old', 'older'], plan)).rejects.toBe(
    refused,
  )
  expect(labels()).toEqual(['old'])
  expect(writes.records.map(({ state }) => state)).toEqual(['refused', 'applied'])
})

describe('a refusal to add', () => {
  const add = async (known: readonly string[], error: unknown = refused) => {
    const { ports } = pullWith([], {
      add: () => Promise.reject(error),
      known: async () => known.map((name) => ({ name, color: 'ededed', description: '' })),
    })
    return applyPlan(ports, writing(), 7, [], { add: ['new', 'SRC'], remove: [] }).catch((thrown) => thrown)
  }

  test('names the labels that the repository does not have, and what to do', async () => {
    const error = await add(['src'])
    expect(error.message).toBe('could not add new; the repository has no label new')
    expect(error.fix).toMatch(/^Grant it\. .*create-labels.*issues: write/)
  })

  test('is not changed if the repository has all labels, or the reason is another one', async () => {
    expect(await add(['new', 'src'])).toBe(refused)
    const other = new OutsideError(commonReasons['outside-failed'], 'no answer', 'Run again.')
    expect(await add([], other)).toBe(other)
  })
})

test('at every moment of a swap either the old labels or the new ones are there', async () => {
  const pool = ['a', 'b', 'c', 'd', 'e', 'f']
  const plans = fc.shuffledSubarray(pool).chain((labels) =>
    fc.record({
      present: fc.constant(labels),
      remove: fc.subarray(labels, { minLength: Math.min(1, labels.length) }),
      add: fc.subarray(pool.filter((label) => !labels.includes(label))),
    }),
  )
  await fc.assert(
    fc.asyncProperty(plans, async ({ present, add, remove }) => {
      const { ports, calls, labels } = pullWith(present)
      const after = await applyPlan(ports, writing(), 7, present, { add, remove })
      for (const moment of calls) {
        const holds = (wanted: readonly string[]) => wanted.every((label) => moment.present.includes(label))
        expect(holds(add) || holds(remove)).toBe(true)
      }
      expect([...after].sort()).toEqual([...labels()].sort())
      expect(after.map(foldLabelName)).toEqual(expect.arrayContaining(add))
    }),
  )
})

test('a label that was created under another name is missed in the repository, and the message says so', async () => {
  const { ports } = pullWith([], { create: async (label) => ({ ...label, name: 'other' }) })
  const wanted = [{ label: { name: 'new', color: 'ededed', description: '' }, number: 7 }]
  await expect(createLabels(ports, writing(), wanted)).rejects.toThrow(
    'creating the label new was accepted, but the repository does not show it',
  )
})
