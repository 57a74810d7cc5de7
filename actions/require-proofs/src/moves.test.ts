import type { ChangedFile, TreeEntry } from '@suite/changes'
import { describe, expect, it } from 'vitest'
import { possibleMoves } from './moves.ts'

/** Content by path. */
type Contents = Readonly<Record<string, string>>

const treeOf = (contents: Contents) =>
  new Map<string, TreeEntry>(Object.entries(contents).map(([path, id]) => [path, { path, kind: 'file', id }]))

const edited = (path: string): ChangedFile => ({ path, status: 'modified' })
const added = (path: string): ChangedFile => ({ path, status: 'added' })
const removed = (path: string): ChangedFile => ({ path, status: 'removed' })

/** Returns where else each path may land. */
function moves(before: Contents, base: Contents, files: readonly ChangedFile[]) {
  return Object.fromEntries(
    possibleMoves(treeOf(before), treeOf(base), files).map(({ from, to }) => [from, [...to].sort()]),
  )
}

describe('an edit', () => {
  it('lands in the file that the base moved, even if other content is new too', () => {
    const base = { 'api/a': '1', other: '2' }
    expect(moves({ 'src/a': '1' }, base, [edited('src/a')])).toEqual({ 'src/a': ['api/a'] })
  })

  it('may land in any new file if the base moved and edited it', () => {
    const base = { 'api/a': '1 edited', other: '2' }
    expect(moves({ 'src/a': '1' }, base, [edited('src/a')])).toEqual({ 'src/a': ['api/a', 'other'] })
  })

  it('may land in any new file if two files with the same content are removed', () => {
    const base = { x: '1', y: '2' }
    expect(moves({ a: '1', b: '1' }, base, [edited('a')])).toEqual({ a: ['x', 'y'] })
  })

  it('lands nowhere else if the file is unchanged, or is removed and no file is new', () => {
    expect(moves({ a: '1', b: '2' }, { a: '1', 'b/c': '2' }, [edited('a')])).toEqual({})
    expect(moves({ a: '1', b: '2' }, { b: '2' }, [edited('a')])).toEqual({})
  })
})

describe('a new file', () => {
  it('follows the folder that the base moved, at any depth', () => {
    const before = { 'src/a': '1', 'src/deep/b': '2' }
    const base = { 'api/src/a': '1', 'api/src/deep/b': '2' }
    expect(moves(before, base, [added('src/new'), added('src/deep/er/new')])).toEqual({
      'src/new': ['api/src/new'],
      'src/deep/er/new': ['api/src/deep/er/new'],
    })
  })

  it('follows a folder into the root', () => {
    expect(moves({ 'src/a': '1' }, { a: '1' }, [added('src/new')])).toEqual({ 'src/new': ['new'] })
  })

  it('stays if the folder still exists, or never existed', () => {
    expect(moves({ 'src/a': '1', 'src/b': '2' }, { 'api/a': '1', 'src/b': '2' }, [added('src/new')])).toEqual(
      {},
    )
    expect(moves({ 'src/a': '1' }, { 'api/a': '1' }, [added('lib/new')])).toEqual({})
  })

  it('of the base follows a folder that the branch moved', () => {
    const files: ChangedFile[] = [{ path: 'api/a', previousPath: 'conf/a', status: 'renamed' }]
    const base = { 'conf/a': '1', 'conf/new': '2' }
    expect(moves({ 'conf/a': '1' }, base, files)).toEqual({ 'conf/new': ['api/new', 'conf/new'] })
    expect(moves({ 'conf/a': '1' }, base, [removed('conf/a'), added('api/a')])).toEqual({
      'conf/new': ['api/new', 'conf/new'],
    })
  })
})

it('more places than can be checked are reported as too many, and no place is omitted silently', () => {
  const base = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`new/${at}`, `${at}`]))
  expect(possibleMoves(treeOf({ a: 'x' }), treeOf(base), [edited('a')])).toEqual([
    { what: 'edited', from: 'a', to: [], tooMany: true },
  ])
})
