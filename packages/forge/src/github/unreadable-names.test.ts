import { execFileSync } from 'node:child_process'
import { OutsideError } from '@suite/errors'
import { errorOf, faults } from '@suite/testkit/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../test/github.ts'

let world: World
let commit: string

const git = (input: Uint8Array, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.invalid', ...args], {
    cwd: world.repository.folder,
    input,
  })
    .toString()
    .trim()

/** Returns the id of a folder whose names are bytes. */
function folder(...rows: readonly (readonly [mode: string, name: Buffer, id: string])[]): string {
  const content = rows.flatMap(([mode, name, id]) => [
    Buffer.from(`${mode} `),
    name,
    Buffer.from([0]),
    Buffer.from(id, 'hex'),
  ])
  return git(Buffer.concat(content), 'hash-object', '-t', 'tree', '-w', '--stdin')
}

beforeAll(async () => {
  world = await startWorld()
  const file = git(Buffer.from('x'), 'hash-object', '-w', '--stdin')
  const notes = folder(
    ['100644', Buffer.from('b.txt'), file],
    ['100644', Buffer.from('caf\xe9', 'latin1'), file],
    ['100644', Buffer.from('d.txt'), file],
    ['100644', Buffer.from('e.txt'), file],
  )
  const root = folder(['100664', Buffer.from('a.txt'), file], ['40000', Buffer.from('notes'), notes])
  commit = git(Buffer.alloc(0), 'commit-tree', root, '-m', 'old')
})
beforeEach(() => world.github.host.clearLog())
afterEach(() => world.github.host.clearFaults())
afterAll(() => world.close())

describe('a folder with a name that is not UTF-8, in a repository with modes of 2005', () => {
  test('is read: another answer about it lists the same', async () => {
    const tree = await world.connect().changes.tree(commit)
    expect([...tree.keys()]).toEqual([
      'a.txt',
      'notes/b.txt',
      'notes/caf\ufffd',
      'notes/d.txt',
      'notes/e.txt',
    ])
    expect(world.github.host.log.filter(({ path }) => path.includes('/trees/'))).toHaveLength(2)
  })

  test.each([1, 2])('is refused if answer %s of the two lacks rows', async (nth) => {
    world.github.host.inject({
      match: { route: '/repos/:owner/:repo/git/trees/:sha', nth },
      fault: faults.alter((answer) => {
        const body = answer.body as { tree: unknown[] }
        return { ...answer, body: { ...body, tree: body.tree.slice(0, -1) } }
      }),
    })
    const error = await errorOf(OutsideError, world.connect().changes.tree(commit))
    expect(error).toMatchObject({ reason: 'list-incomplete' })
    expect(error.message).toContain('rows of notes/')
  })
})
