import { commonReasons, OutsideError } from '@suite/errors'
import type { Comment } from '@suite/forge'
import { createWrites } from '@suite/runner'
import { expect, test } from 'vitest'
import { keepComment } from './keep-comment.ts'
import { markerOf } from './marker.ts'

const marker = markerOf('gate', 'web')
const wanted = { number: 7, marker, content: 'Two lines are missed.', isNeeded: true }

/** Keeps a comment where these are already there; returns what was written. */
async function keep(listed: readonly Comment[], comment = wanted, dryRun = false) {
  const written: unknown[] = []
  const comments = {
    of: async () => listed,
    create: async (...sent: unknown[]) => void written.push(['create', ...sent]),
    update: async (...sent: unknown[]) => void written.push(['update', ...sent]),
  }
  const writes = createWrites(dryRun, new AbortController().signal)
  await keepComment({ people: { actor: async () => 'bot' }, comments }, writes, comment)
  return written
}

const own = { id: 3, author: 'bot', body: `${marker}\n\nOne line is missed.` }

test('a reader finds one comment, with what is true now', async () => {
  expect(await keep([])).toEqual([['create', 7, `${marker}\n\nTwo lines are missed.`]])
  expect(await keep([own])).toEqual([['update', 3, `${marker}\n\nTwo lines are missed.`]])
})

test('nobody is notified of a comment that says what it said before', async () => {
  expect(await keep([{ ...own, body: `${marker}\n\nTwo lines are missed.\n` }])).toEqual([])
})

test('a pull request without a problem gets no comment, and an outdated one is still corrected', async () => {
  expect(await keep([], { ...wanted, isNeeded: false })).toEqual([])
  expect(await keep([own], { ...wanted, isNeeded: false })).toHaveLength(1)
})

test('the comment of another gate, another person or another action stays as it is', async () => {
  const others = [
    { ...own, body: `${markerOf('gate', 'web 2')}\n\nx` },
    { ...own, author: 'mallory' },
    { ...own, body: `quoted: ${marker}` },
  ]
  expect(await keep(others)).toEqual([['create', 7, expect.anything()]])
})

test('a comment that is too long for the forge is truncated instead of refused', async () => {
  const [[, , body] = []] = (await keep([], { ...wanted, content: 'ä line\n'.repeat(20_000) })) as string[][]
  expect(Buffer.byteLength(body ?? '')).toBeLessThanOrEqual(65_536)
  expect(body).toContain('Cut here')
})

test('a dry run writes no comment', async () => {
  expect(await keep([], wanted, true)).toEqual([])
})

test('a pull request from a fork is judged all the same, and the log says in one line why it has no comment', async () => {
  const writes = createWrites(false, new AbortController().signal)
  const refuse = async () => {
    throw new OutsideError(commonReasons['permission-missing'], 'the answer was 403')
  }
  const comments = { of: async () => [], create: refuse, update: refuse }
  const forge = { people: { actor: async () => 'bot' }, comments }
  await keepComment(forge, writes, { ...wanted, readOnlyBecause: 'the token of a fork may only read' })
  expect(writes.records).toEqual([
    { what: 'comment on #7, because the token of a fork may only read', state: 'refused' },
  ])
  await expect(keepComment(forge, writes, wanted)).rejects.toThrow('403')
})

test('a failure of the forge is not taken for a token that may only read', async () => {
  const writes = createWrites(false, new AbortController().signal)
  const fail = async () => {
    throw new OutsideError(commonReasons['outside-failed'], 'the answer was 502')
  }
  const comments = { of: async () => [], create: fail, update: fail }
  const forge = { people: { actor: async () => 'bot' }, comments }
  await expect(keepComment(forge, writes, { ...wanted, readOnlyBecause: 'x' })).rejects.toThrow('502')
})
