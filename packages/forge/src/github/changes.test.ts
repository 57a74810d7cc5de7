import { requireMergeBase } from '@suite/changes'
import { OutsideError, UsageError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, tokenFor, type World } from '../../test/github.ts'

let world: World
let head: string

const large = Buffer.alloc(1_500_000, 'proof ')
const awkward = [
  'with space.txt',
  'a#b?c%d&e=f+g.txt',
  '100%25/ä ö/日本語.md',
  '[id]/(group)/{a,b}.ts',
  'quote\'"s.txt',
  'back\\slash',
  'line\nbreak',
  '.github/…/emoji 🚀',
]

beforeAll(async () => {
  world = await startWorld()
  head = await world.repository.commit({
    branch: 'main',
    files: {
      'README.md': 'shop',
      empty: '',
      'bytes.bin': Buffer.from([0, 255, 254, 10]),
      'large.txt': large,
      'api/index.ts': 'index',
      'api/link': { symlink: '../README.md' },
      'api/astray': { symlink: '../../etc/passwd' },
      'api/nowhere': { symlink: 'missing' },
      'api/to-folder': { symlink: '../api' },
      vendor: { submodule: 'c0ffee'.padEnd(40, '0') },
      ...Object.fromEntries(awkward.map((path) => [path, path])),
    },
  })
})
beforeEach(() => {
  world.github.host.clearFaults()
  world.github.host.clearLog()
})
afterAll(() => world.close())

const read = async (path: string, ref = head) => {
  const found = await world.connect().changes.read(path, ref)
  return found && Buffer.from(found.bytes)
}

describe('a file is read as it is at a commit', () => {
  test.each(awkward)('%j', async (path) => {
    expect(await world.connect().changes.read(path, head)).toEqual({ path, bytes: Buffer.from(path) })
  })

  test('bytes that are not text', async () => {
    expect(await read('bytes.bin')).toEqual(Buffer.from([0, 255, 254, 10]))
  })

  test('an empty file exists, and is empty', async () => {
    expect(await read('empty')).toEqual(Buffer.alloc(0))
  })

  test('a file that is too large for the first answer', async () => {
    expect((await read('large.txt'))?.equals(large)).toBe(true)
    expect(world.github.host.log).toHaveLength(2)
  })

  test('a symlink to a file of the same tree', async () => {
    expect(String(await read('api/link'))).toBe('shop')
  })

  test('a missing file is not an error', async () => {
    expect(await read('api/missing.ts')).toBeUndefined()
    expect(await read('missing/folder/file')).toBeUndefined()
  })
})

test.each([
  ['a folder', 'api', 'a folder'],
  ['a submodule', 'vendor', 'a submodule'],
  ['a symlink that leaves the repository', 'api/astray', 'a symlink'],
  ['a symlink to nothing', 'api/nowhere', 'a symlink'],
  ['a symlink to a folder', 'api/to-folder', 'a symlink'],
])('%s is not taken for a file', async (_, path, words) => {
  const error = await read(path).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(UsageError)
  expect(error).toMatchObject({ reason: 'not-a-file', message: `${path} at ${head} is ${words}, not a file` })
})

test.each(['', '/README.md', './README.md', 'api/../README.md', 'api/', '..', 'a\0b'])(
  'the path %j is refused with a message, and not looked up elsewhere',
  async (path) => {
    await expect(read(path)).rejects.toMatchObject({ name: 'UsageError', reason: 'input-invalid' })
    expect(world.github.host.log).toHaveLength(0)
  },
)

describe('no other tree can take the place of the requested one', () => {
  test('a tag with the name of the branch is not read instead of it', async () => {
    const { changes } = world.connect()
    const other = await world.repository.commit({
      branch: 'evil',
      parent: null,
      files: { 'README.md': 'evil' },
    })
    await world.repository.tag('main', other)
    expect(String((await changes.read('README.md', 'refs/heads/main'))?.bytes)).toBe('shop')
    expect(world.github.host.log.map(({ query }) => query.ref)).toEqual(['refs/heads/main'])
    expect(await changes.mergeBase('refs/heads/main', head)).toBe(head)
    expect(world.github.host.log.map(({ path }) => path.split('/repos/acme/shop')[1])).toEqual([
      '/contents/README.md',
      '/git/ref/heads%2Fmain',
      `/compare/${head}...${head}`,
    ])
  })

  test.each([
    'main',
    'HEAD',
    'abc123',
    '--output=x',
    'refs/heads/a..b',
    'refs/heads/main:README.md',
    'refs/x y',
    '',
  ])('%j is refused, because it may name another commit', async (name) => {
    const { changes } = world.connect()
    for (const asking of [
      () => changes.read('README.md', name),
      () => changes.tree(name),
      () => changes.between(name, head),
      () => changes.mergeBase(head, name),
    ])
      await expect(asking()).rejects.toMatchObject({ name: 'UsageError', reason: 'input-invalid' })
    expect(world.github.host.log).toHaveLength(0)
  })

  test('a deleted ref is an error, not a missing file', async () => {
    const error = await errorOf(OutsideError, read('README.md', 'refs/heads/gone'))
    expect(error.message).toContain('answered 404 "No commit found for the ref refs/heads/gone"')
  })
})

describe('the best common ancestor', () => {
  test('is the commit where two branches diverge', async () => {
    const left = await world.repository.commit({ branch: 'left', parent: head, files: { l: 'l' } })
    const right = await world.repository.commit({ branch: 'right', parent: head, files: { r: 'r' } })
    const { changes } = world.connect()
    expect(await changes.mergeBase(left, right)).toBe(head)
    expect(await changes.mergeBase('refs/heads/left', left)).toBe(left)
  })

  test('of unrelated histories is undefined; a caller that needs one gets an error', async () => {
    const orphan = await world.repository.commit({ branch: 'pages', parent: null, files: { i: 'i' } })
    const { changes } = world.connect()
    expect(await changes.mergeBase(head, orphan)).toBeUndefined()
    for (const asking of [() => requireMergeBase(changes, head, orphan), () => changes.history(head, orphan)])
      await expect(asking()).rejects.toMatchObject({
        name: 'UsageError',
        reason: 'histories-unrelated',
        message: `${head} and ${orphan} have no common ancestor`,
      })
  })
})

test('content whose length differs from the size is an error', async () => {
  world.github.host.inject({
    match: {},
    fault: faults.alter((answer) => ({ ...answer, body: { ...(answer.body as object), content: 'c2g=' } })),
  })
  expect((await errorOf(OutsideError, read('README.md'))).message).toContain(
    'is said to have 4 bytes, and came with 2',
  )
})

test('the error of a token that may not read contents names the missing permission', async () => {
  const token = tokenFor(world.github, { permissions: { 'pull-requests': 'read' } })
  const error = await errorOf(OutsideError, world.connect({ token }).changes.read('README.md', head))
  expect(error).toMatchObject({ reason: 'permission-missing' })
  expect(error.fix).toContain('Grant `contents: read` under permissions: of the job')
})
