import type { Changes } from '@suite/changes'
import { expect, test } from 'vitest'
import { assemblePullRequest, type Batch } from './assemble-pull-request.ts'
import type { PullRequest } from './ports/pull-requests.ts'

const sha = (digit: string) => digit.repeat(40)
const pull: PullRequest = {
  number: 7,
  title: 'Change',
  author: 'alice',
  head: { sha: sha('2'), ref: 'topic' },
  base: { sha: sha('1'), ref: 'main' },
  labels: [],
  changedFiles: 1,
  isOpen: true,
  mayBeRebased: true,
}
const listed = (path: string, head: string | undefined) => ({
  file: { path, status: 'added' as const },
  head,
})
const whole: Batch = { pull, pages: [[listed('a', sha('2'))]] }

/** Returns trees that differ from the merge base by so many files. */
function treesOf(count: number): Pick<Changes, 'mergeBase' | 'between' | 'tree'> {
  return {
    tree: async () => new Map(),
    mergeBase: async () => sha('0'),
    between: async (base) =>
      Array.from({ length: base === sha('0') ? count : 0 }, (_, at) => ({ path: `${at}`, status: 'added' })),
  }
}

function assemble(batches: readonly Batch[], files = 0) {
  const expected: number[] = []
  const readBatch = async (count: number) => {
    expected.push(count)
    const batch = batches[expected.length - 1]
    if (batch === undefined) throw new Error('read once more than there is')
    return batch
  }
  return { expected, read: assemblePullRequest(treesOf(files) as Changes, 7, readBatch) }
}

test('a list that is as long as its count is used', async () => {
  const { read, expected } = assemble([whole])
  expect(await read).toMatchObject({ filesFrom: 'list', files: [{ path: 'a' }] })
  expect(expected).toEqual([1])
})

test.each<[string, Batch]>([
  ['shorter than its count', { ...whole, pull: { ...pull, changedFiles: 3 } }],
  ['with a row that cannot be read', { pull, pages: [[{ file: undefined, head: sha('2') }]] }],
  [
    'with a row twice',
    { pull: { ...pull, changedFiles: 2 }, pages: [[...whole.pages.flat(), ...whole.pages.flat()]] },
  ],
  ['that does not name its head', { pull, pages: [[listed('a', undefined)]] }],
  [
    'that has the highest length that the forge lists',
    {
      pull: { ...pull, changedFiles: 2 },
      pages: [[listed('a', sha('2')), listed('b', sha('2'))]],
      longest: 2,
    },
  ],
  ['that is empty, and counted as empty', { pull: { ...pull, changedFiles: 0 }, pages: [[]] }],
  ['without a count', { ...whole, pull: { ...pull, changedFiles: undefined } }],
])('a list %s hides no file: the trees are asked', async (_, batch) => {
  expect(await assemble([batch], 3).read).toMatchObject({ filesFrom: 'trees', files: { length: 3 } })
})

test('a change counts as empty only if the trees show it', async () => {
  const { read } = assemble([{ pull: { ...pull, changedFiles: 0 }, pages: [[]] }], 0)
  expect(await read).toMatchObject({ filesFrom: 'trees', files: [] })
})

test('trees with fewer files than the count fail the run', async () => {
  const { read } = assemble([{ ...whole, pull: { ...pull, changedFiles: 3 } }], 2)
  await expect(read).rejects.toMatchObject({ name: 'OutsideError', reason: 'list-incomplete' })
})

test('a head that moves is read again, with the new count; one that moves twice fails the run', async () => {
  const moved: Batch = { pull: { ...pull, changedFiles: 120 }, pages: [[listed('a', sha('3'))]] }
  const { read, expected } = assemble([moved, whole])
  expect(await read).toMatchObject({ filesFrom: 'list' })
  expect(expected).toEqual([1, 120])
  await expect(assemble([moved, moved]).read).rejects.toMatchObject({ reason: 'head-moved' })
})
