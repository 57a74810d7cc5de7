import { describe, expect, it } from 'vitest'
import { answer, json } from '../test/answers.ts'
import { usualEcho, versionHeaders, versionOf } from './version.ts'

const terms = { expected: 'v2', worker: 'api', echo: usualEcho }

describe('the header that picks a version', () => {
  it('is a dictionary with a quoted string, in which quotes are escaped', () => {
    const header = (expected: string) => Object.values(versionHeaders({ ...terms, expected }))[0]
    expect(header('0a1b-2c')).toBe('api="0a1b-2c"')
    expect(header('a"b\\c')).toBe('api="a\\"b\\\\c"')
  })

  it('is not sent without a version or without a Worker', () => {
    expect(versionHeaders({ ...terms, expected: undefined })).toEqual({})
    expect(versionHeaders({ ...terms, worker: undefined })).toEqual({})
  })
})

describe('the version of an answer', () => {
  const echo = { header: 'x-worker-version', json: '/version', required: false }
  it.each([
    ['by the header', answer(200, { 'X-Worker-Version': 'v2' }), 'proven'],
    ['another, by the header', answer(200, { 'x-worker-version': 'v1' }), 'wrong'],
    ['two at once', answer(200, { 'x-worker-version': ['v2', 'v1'] }), 'wrong'],
    [
      'one, by a header that a proxy has repeated',
      answer(200, { 'x-worker-version': ['v2', 'v2'] }),
      'proven',
    ],
    ['none, by an empty text in the body', answer(200, json, { version: '' }), 'unproven'],
    ['none, by an empty header', answer(200, { 'x-worker-version': '' }), 'unproven'],
    ['by the body', answer(200, json, { version: 'v2' }), 'proven'],
    ['another, by the body', answer(200, json, { version: 'v1' }), 'wrong'],
    [
      'the header before the body',
      answer(200, { ...json, 'x-worker-version': 'v1' }, { version: 'v2' }),
      'wrong',
    ],
    ['none', answer(200, json, {}), 'unproven'],
    ['a value that is not text', answer(200, json, { version: 2 }), 'unproven'],
  ])('%s', (_, came, kind) => {
    expect(versionOf(came, { ...terms, echo }).kind).toBe(kind)
  })

  it.each([
    ['no header', answer(200)],
    ['an empty header', answer(200, { 'x-worker-version': '' })],
  ])('must be named unless the probe file says otherwise: %s', (_, came) => {
    expect(versionOf(came, terms)).toEqual({ kind: 'unnamed' })
  })

  it('is not checked if none is expected', () => {
    expect(versionOf(answer(200, { 'x-worker-version': 'v1' }), { ...terms, expected: undefined }).kind).toBe(
      'not-asked',
    )
  })
})
