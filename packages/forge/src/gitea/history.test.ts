import { syncBuiltinESMExports } from 'node:module'
import { createTransport, startDeadline } from '@suite/http'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createGiteaClient } from './client.ts'
import { findMergeBase, readHistory } from './history.ts'

// Plain http: a connection of msw has no certificate, which the transport reads.
const apiUrl = 'http://localhost/api/v1'
const server = setupServer()
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' })
  // The transport imports the functions of node:http by name, before msw replaces them.
  syncBuiltinESMExports()
})
afterAll(() => {
  server.close()
  syncBuiltinESMExports()
})

const id = (name: string) => name.charCodeAt(0).toString(16).repeat(20)

/** A Gitea with one history: the parents of each commit. It answers as `git log base..head` does. */
function clientOf(parents: Readonly<Record<string, string>>) {
  const nameOf = (sha: string) => Object.keys(parents).find((name) => id(name) === sha) ?? ''
  const ancestors = (name: string): string[] => [name, ...[...(parents[name] ?? '')].flatMap(ancestors)]
  server.resetHandlers(
    http.get(`${apiUrl}/repos/acme/shop/compare/:range`, ({ params }) => {
      const [base = '', head = ''] = String(params.range).split('...').map(nameOf)
      const known = new Set(ancestors(base))
      const names = [...new Set(ancestors(head))].filter((name) => !known.has(name))
      const commits = names.map((name) => ({
        sha: id(name),
        parents: [...(parents[name] ?? '')].map((parent) => ({ sha: id(parent) })),
      }))
      return HttpResponse.json({ total_commits: commits.length, commits })
    }),
  )
  const deadline = startDeadline(60_000)
  const transport = createTransport({ deadline, userAgent: 'test', environment: {}, redact: (text) => text })
  onTestFinished(() => transport.close())
  const repository = { owner: 'acme', name: 'shop' }
  return createGiteaClient({ apiUrl, token: 't', repository, transport })
}

// Each name is a commit, and stands before its parents.
test.each([
  ['a line', { c: 'b', b: 'a', a: '' }, 'b', 'c', 'b'],
  ['two branches', { d: 'b', c: 'b', b: 'a', a: '' }, 'c', 'd', 'b'],
  ['a head behind its base', { c: 'b', b: 'a', a: '' }, 'c', 'a', 'a'],
  ['a base that was merged into the head', { e: 'dc', d: 'b', c: 'b', b: 'a', a: '' }, 'c', 'e', 'c'],
  [
    'a head that also merged an old branch',
    { f: 'ed', e: 'c', d: 'a', c: 'b', b: 'a', a: '' },
    'c',
    'f',
    'c',
  ],
])('%s', async (_, history, base, head, parted) => {
  expect(await findMergeBase(clientOf(history), id(base), id(head))).toBe(id(parted))
})

test('unrelated histories have no merge base', async () => {
  const apart = { d: 'c', c: '', b: 'a', a: '' }
  expect(await findMergeBase(clientOf(apart), id('b'), id('d'))).toBeUndefined()
  await expect(readHistory(clientOf(apart), id('b'), id('d'))).rejects.toMatchObject({
    reason: 'histories-unrelated',
  })
})

test('several best common ancestors are an error, so that none is guessed', async () => {
  const crossed = { e: 'bd', d: 'a', c: 'bd', b: 'a', a: '' }
  // Both b and d are common, and neither is an ancestor of the other.
  await expect(findMergeBase(clientOf(crossed), id('c'), id('e'))).rejects.toMatchObject({
    reason: 'list-incomplete',
  })
  const { mergeBases } = await readHistory(clientOf(crossed), id('c'), id('e'))
  expect([...mergeBases].sort()).toEqual([id('b'), id('d')])
})
