import { expect, test } from 'vitest'
import {
  cutList,
  emptyLists,
  otherShape,
  renamed,
  withNextPage,
  withoutNextPage,
  withoutValues,
} from './altered-answer.ts'

const sha = 'a'.repeat(40)
const other = 'b'.repeat(40)
const bodyOf = (body: unknown) => renamed({ status: 200, body })?.body

test.for([
  ['a thing', { number: 1, state: 'open' }, { number: 2, state: 'open' }],
  [
    'what it is at',
    { number: 1, head: { sha, label: 'x' } },
    { number: 2, head: { sha: other, label: 'x' } },
  ],
  [
    'an address',
    { path: 'a', url: `/contents/a?ref=${sha}` },
    { path: 'other-a', url: `/contents/a?ref=${other}` },
  ],
  ['a list', [{ name: 'a' }], [{ name: 'other-a' }]],
  ['a wrapper', { success: true, result: [{ id: 1 }] }, { success: true, result: [{ id: 2 }] }],
  [
    'rows',
    { pins: [{ region: 'global', image_digest: `sha256:${sha}` }] },
    { pins: [{ region: 'other-global', image_digest: `sha256:${other}` }] },
  ],
  ['what is inside of a thing', { id: 1, label: { name: 'a' } }, { id: 2, label: { name: 'a' } }],
])('an answer is about another thing of its kind: %s', ([, body, expected]) => {
  expect(bodyOf(body)).toEqual(expected)
})

test('an answer that names nothing cannot be about another thing', () => {
  expect(bodyOf({ state: 'open' })).toBeUndefined()
  expect(bodyOf('text')).toBeUndefined()
})

test('a list becomes an object and an object a list', () => {
  expect([
    otherShape({ status: 200, body: [1] })?.body,
    otherShape({ status: 200, body: { a: 1 } })?.body,
  ]).toEqual([{}, []])
})

test('an answer with several lists loses half of the first, or of the last', () => {
  const answer = { status: 200, body: { a: [1, 2], b: [], c: [3, 4], d: { e: [5, 6] } } }
  expect(cutList(answer)?.body).toEqual({ ...answer.body, a: [1] })
  expect(cutList(answer, 'last')?.body).toEqual({ ...answer.body, d: { e: [5] } })
  expect(cutList({ status: 200, body: { a: [1] } }, 'last')).toBeUndefined()
})

test('half of a list is cut off wherever the answer has it, and its link with it', () => {
  const link = { link: '</x?page=2>; rel="next"', etag: 'x' }
  expect(cutList({ status: 200, headers: link, body: [1, 2, 3] })).toEqual({
    status: 200,
    headers: { etag: 'x' },
    body: [1],
  })
  expect(cutList({ status: 200, body: { total: 2, rows: [1, 2] } })?.body).toEqual({ total: 2, rows: [1] })
  expect(cutList({ status: 200, body: { result: { rows: [1, 2] } } })?.body).toEqual({
    result: { rows: [1] },
  })
  expect(cutList({ status: 200, body: { a: {}, b: [] } })).toBeUndefined()
  expect(withoutNextPage({ status: 200, headers: { link: '</x>; rel="first"' }, body: [] })).toBeUndefined()
})

test('all lists are empty, if that is not what half of the first one is', () => {
  const answer = { status: 200, body: { total: 3, a: [1, 2], d: { e: [5] } } }
  expect(emptyLists(answer)?.body).toEqual({ total: 3, a: [], d: { e: [] } })
  expect(emptyLists({ status: 200, body: [1] })).toBeUndefined()
  expect(emptyLists({ status: 200, body: {} })).toBeUndefined()
})

test('values are null, and what holds them stays', () => {
  const body = { a: 1, b: { c: 'x', d: [true, { e: 2 }] } }
  expect(withoutValues({ status: 200, body })?.body).toEqual({
    a: null,
    b: { c: null, d: [null, { e: null }] },
  })
  expect(withoutValues({ status: 200, body: {} })).toBeUndefined()
})

test('only a list has a next page', () => {
  expect(withNextPage({ status: 200, body: [1] }, '/x')?.headers).toEqual({ link: '</x>; rel="next"' })
  expect(withNextPage({ status: 200, body: { a: 1 } }, '/x')).toBeUndefined()
})
