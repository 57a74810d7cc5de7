import { describe, expect, test } from 'vitest'
import { createPathResolver, type PathScope } from './paths.ts'

const root = '/home/runner/work/shop/shop'

function resolver(tracked: readonly string[], scope: Partial<PathScope> = {}) {
  return createPathResolver({ roots: [root], tracked, changed: new Set(), pathMap: new Map(), ...scope })
}

/** Returns the path of the tree, or the kind of the answer. */
function resolve(written: string, tracked: readonly string[], scope: Partial<PathScope> = {}, folder = '') {
  const resolved = resolver(tracked, scope).resolve(written, [folder])
  if (resolved.kind === 'tracked') return resolved.path
  return resolved.kind === 'by-folder' ? (resolved.paths[0] ?? 'not in the folder') : resolved.kind
}

const tree = ['src/a.ts', 'api/src/a.ts', 'api/src/only.ts', 'index.ts']

describe('an absolute path below the checkout', () => {
  test.each([
    ['as it is', `${root}/src/a.ts`, 'src/a.ts'],
    ['with . and ..', `${root}/./api/../src/a.ts`, 'src/a.ts'],
    ['with doubled slashes', `${root}//src///a.ts`, 'src/a.ts'],
    ['as a URL', `file://${root}/src/a.ts`, 'src/a.ts'],
    ['as a URL with a host', `file://localhost${root}/src/a.ts`, 'src/a.ts'],
    ['with white space before it', ` ${root}/src/a.ts`, 'src/a.ts'],
    ['of a build, which is never matched by its ending', `${root}/dist/api/src/only.ts`, 'unknown'],
    ['of a folder whose name begins like the checkout', `${root}-2/x/only.ts`, 'unknown'],
  ])('%s', (_, written, path) => {
    expect(resolve(written, tree)).toBe(path)
  })

  test('a URL with percent signs', () => {
    expect(resolve(`file://${root}/src/a%20b.ts`, ['src/a b.ts'])).toBe('src/a b.ts')
    expect(resolve(`file://${root}/src/100%.ts`, ['src/100%.ts'])).toBe('src/100%.ts')
  })

  test('the real path of a checkout behind a symbolic link', () => {
    expect(resolve('/private/shop/index.ts', tree, { roots: [root, '/private/shop'] })).toBe('index.ts')
  })

  test.each([
    'C:\\a\\shop\\src\\a.ts',
    'c:\\a\\shop\\src\\a.ts',
    'C:/a/shop/src/a.ts',
    'file:///c:/a/shop/src/a.ts',
  ])('on Windows: %s', (written) => {
    expect(resolve(written, tree, { roots: ['c:\\a\\shop'] })).toBe('src/a.ts')
    expect(resolve(written, tree, { roots: ['C:\\a\\shop'] })).toBe('src/a.ts')
  })
})

describe('path-map', () => {
  const map = (...pairs: [string, string][]) => ({ pathMap: new Map(pairs) })

  test.each<[string, string, [string, string][], string]>([
    ['an absolute path', '/app/src/a.ts', [['/app', 'api']], 'api/src/a.ts'],
    ['to the root', '/app/index.ts', [['/app', '.']], 'index.ts'],
    ['to nothing, which is the root', '/app/index.ts', [['/app/', '']], 'index.ts'],
    ['to an absolute path', '/app/src/a.ts', [['/app', `${root}/api`]], 'api/src/a.ts'],
    ['a relative path', 'dist/src/a.ts', [['dist', 'api']], 'api/src/a.ts'],
    ['an import path of Go', 'example.com/shop/src/a.ts', [['example.com/shop', '']], 'src/a.ts'],
    ['a Windows path', 'D:\\work\\src\\a.ts', [['d:\\work', 'api']], 'api/src/a.ts'],
    [
      'the longest beginning first',
      '/app/x/src/a.ts',
      [
        ['/app', 'no'],
        ['/app/x', 'api'],
      ],
      'api/src/a.ts',
    ],
    ['a whole file', '/tmp/bundle.ts', [['/tmp/bundle.ts', 'index.ts']], 'index.ts'],
    ['the root of the file system', '/src/a.ts', [['/', 'api']], 'api/src/a.ts'],
    ['whole parts only', '/application/src/only.ts', [['/app', 'x']], 'api/src/only.ts'],
    ['a mapping that leads to no file is the end', '/app/src/only.ts', [['/app', 'no']], 'unknown'],
    [
      'a mapping that leads out of the checkout is not followed',
      '/app/src/a.ts',
      [['/app', '../x']],
      'ambiguous',
    ],
  ])('%s', (_, written, pairs, path) => {
    expect(resolve(written, tree, map(...pairs))).toBe(path)
  })

  test('comes after a path below the checkout', () => {
    expect(resolve(`${root}/src/a.ts`, tree, map([root, 'api']))).toBe('src/a.ts')
  })
})

describe('an absolute path from elsewhere', () => {
  test.each([
    ['the longest ending', '/build/api/src/a.ts', 'api/src/a.ts'],
    ['an ending of two parts', '/app/src/only.ts', 'api/src/only.ts'],
    ['an ending of one part is too little', '/app/index.ts', 'unknown'],
    ['an ending of whole parts only', '/app/xsrc/only.ts', 'unknown'],
    ['a Windows path', 'D:\\build\\api\\src\\a.ts', 'api/src/a.ts'],
    ['two files that share it', '/app/src/a.ts', 'ambiguous'],
    ['a file of a dependency is none of the tree', '/app/node_modules/dep/src/only.ts', 'unknown'],
    ['a dependency on Windows', 'D:\\app\\node_modules\\dep\\src\\only.ts', 'unknown'],
  ])('%s', (_, written, path) => {
    expect(resolve(written, tree)).toBe(path)
  })

  test('it is ambiguous for the change only if one of the files is changed', () => {
    const ask = (changed: string) =>
      resolver(tree, { changed: new Set([changed]) }).resolve('/app/src/a.ts', [''])
    expect(ask('api/src/a.ts')).toMatchObject({ kind: 'ambiguous', hasChanged: true })
    expect(ask('index.ts')).toMatchObject({ kind: 'ambiguous', hasChanged: false })
  })

  test('it is known to be changed even if many files share the ending', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `p${index}/src/a.ts`)
    const resolved = resolver(many, { changed: new Set(['p4321/src/a.ts']) }).resolve('/app/src/a.ts', [''])
    expect(resolved).toMatchObject({ kind: 'ambiguous', hasChanged: true })
  })
})

describe('a relative path', () => {
  test.each([
    ['from the root', 'src/a.ts', '', 'src/a.ts'],
    ['from a folder', 'src/a.ts', 'api', 'api/src/a.ts'],
    ['with ./', './src/a.ts', 'api', 'api/src/a.ts'],
    ['with ..', '../src/a.ts', 'api', 'src/a.ts'],
    ['out of the checkout', '../../etc/src/a.ts', 'api', 'not in the folder'],
    ['never by its ending', 'only.ts', '', 'not in the folder'],
    ['never by its ending, with two parts', 'src/only.ts', '', 'not in the folder'],
    ['with backslashes', 'src\\a.ts', 'api', 'api/src/a.ts'],
    ['with white space before it', ' src/a.ts', '', 'src/a.ts'],
    ['with white space after it', 'src/a.ts\t', '', 'src/a.ts'],
  ])('%s', (_, written, folder, path) => {
    expect(resolve(written, tree, {}, folder)).toBe(path)
  })

  test.each([' x.ts', 'x.ts ', 'a\\b.ts', 'ta\tb.ts', 'quo"te.ts', 'src/\udcff.ts', 'a:b.ts', '.hidden'])(
    'a name is taken literally before it is corrected: %j',
    (name) => {
      expect(resolve(name, [name.trim(), 'x.ts', 'a/b.ts', name])).toBe(name)
    },
  )

  test('the message can propose the folders from which it would be in the tree', () => {
    expect(resolver(tree).proposeFolders('src/a.ts').toSorted()).toEqual(['', 'api'])
    expect(resolver(tree).proposeFolders('./src/only.ts')).toEqual(['api'])
    expect(resolver(tree).proposeFolders('nowhere.ts')).toEqual([])
  })
})

test('for an absolute path with too short an ending, the message can propose a mapping', () => {
  expect(resolver(tree).proposeMapping('/app/index.ts')).toEqual({ path: 'index.ts', mapping: '/app=.' })
})
