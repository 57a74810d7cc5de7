import fc from 'fast-check'
import { expect, test } from 'vitest'
import { places, setForges } from './histories/forges.ts'
import { drawHistory, type History, usual, wild } from './histories/history.ts'
import { type Counts, measure } from './histories/measure.ts'
import { methods } from './histories/queue.ts'
import { tryPull, tryQueue } from './histories/try.ts'

const sites = setForges()

/**
 * Of 55 honest histories of the wild kind 4 failed, and none of 55 of the usual kind: a rebase may repeat what a merge
 * took back, and a proof that both sides edit must be merged first. Three more may fail, because few are drawn by
 * default.
 */
function expectFewToFail({ failed, honest }: Counts, share: number) {
  expect(honest).toBeGreaterThan(0)
  expect(failed).toBeLessThanOrEqual(3 + share * honest)
}

const editsApi = { step: 'commit', on: 'one', changes: [{ does: 'edit', file: 0 }] } as const
const addsNote = { step: 'commit', on: 'main', changes: [{ does: 'add', folder: 7, name: 4 }] } as const

/** Histories in which a path that asks for a proof changes, although the branch does not show it at its end. */
const hidden: readonly History[] = [
  // Main moves the file that the branch edits.
  [
    { step: 'commit', on: 'main', changes: [{ does: 'move', file: 8, folder: 5, name: 2 }] },
    { step: 'commit', on: 'one', changes: [{ does: 'edit', file: 8 }] },
  ],
  // Main moves the folder to which the branch adds a file.
  [
    { step: 'commit', on: 'main', changes: [{ does: 'move-folder', folder: 1, to: 5, below: true }] },
    { step: 'commit', on: 'one', changes: [{ does: 'add', folder: 1, name: 4 }] },
  ],
  // A merge takes back what a rebase repeats.
  [editsApi, addsNote, { step: 'merge', on: 'one', from: 'main', by: 'theirs' }],
  // Each side keeps its own files when they merge each other.
  [editsApi, addsNote, { step: 'cross', on: 'main', from: 'one', by: 'ours' }],
]

/** An edit of a file that the entry before it has moved to a path that asks for a proof. */
const editOfMovedFile: History = [
  {
    step: 'commit',
    on: 'one',
    changes: [
      { does: 'move', file: 8, folder: 5, name: 2 },
      { does: 'prove', as: 'new' },
    ],
  },
  { step: 'commit', on: 'two', changes: [{ does: 'edit', file: 8 }] },
  { step: 'commit', on: 'three', changes: [{ does: 'add', folder: 7, name: 4 }] },
]

test('no pull request is green that lands a change without its proof, whatever the history is', async () => {
  const drawn = fc.tuple(fc.constantFrom(...places), drawHistory(wild))
  const counts = await measure(drawn, ([place, history]) => tryPull(sites(), place, history), {
    runs: 32,
    examples: places.flatMap((place) => hidden.map((history) => [place, history] as [typeof place, History])),
  })
  // Otherwise the test would show nothing: some landings need a proof at paths that the forge does not list.
  expect(counts.elsewhere).toBeGreaterThan(0)
  expectFewToFail(counts, 0.15)
})

test('no merge queue is green that lands an entry without its proof, even if only its last entry must pass', async () => {
  const drawn = fc.tuple(fc.constantFrom(...methods), fc.integer({ min: 1, max: 4 }), drawHistory(wild, 4))
  const counts = await measure(
    drawn,
    ([method, length, history]) => tryQueue(sites(), method, history, length),
    { runs: 16, examples: methods.map((method) => [method, 3, editOfMovedFile]) },
  )
  expect(counts.lacking).toBeGreaterThan(0)
  expectFewToFail(counts, 0.05)
})

test('a change that lands nothing without its proof rarely fails, as people work', async () => {
  const drawn = fc.tuple(fc.constantFrom(...places), drawHistory(usual))
  const counts = await measure(drawn, ([place, history]) => tryPull(sites(), place, history), {
    runs: 20,
  })
  expectFewToFail(counts, 0.05)
})
