import { expect, test } from 'vitest'
import { reply, replyJson, serve } from '../../wire/test/servers.ts'
import { transportFor } from '../test/transports.ts'
import { asFetch } from './index.ts'

test('octokit finds all that it reads of an answer', async () => {
  const server = await serve(
    reply(404, { 'content-type': 'application/json', link: '<x>; rel="next"' }, '{"a":1}'),
  )
  const fetch = asFetch(transportFor(6000))
  const answer = await fetch(`${server.url}/x`, { method: 'POST', headers: { accept: 'a/b' }, body: '{}' })
  expect(answer).toMatchObject({ status: 404, ok: false, url: `${server.url}/x` })
  expect([answer.headers.get('Content-Type'), answer.headers.get('etag')]).toEqual(['application/json', null])
  expect(Object.fromEntries(answer.headers)).toMatchObject({ link: '<x>; rel="next"' })
  expect(await Promise.all([answer.text(), answer.json()])).toEqual(['{"a":1}', { a: 1 }])
  expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe('{"a":1}')
  expect(server.requests).toMatchObject([{ method: 'POST', body: '{}', headers: { accept: 'a/b' } }])
})

test('a query that octokit sends by POST is tried again if it is declared as a read', async () => {
  const server = await serve(reply(502), replyJson({}))
  const fetch = asFetch(transportFor(6000), ({ url }) => ({
    effect: url.endsWith('/graphql') ? 'read' : 'write',
  }))
  expect((await fetch(`${server.url}/graphql`, { method: 'POST', body: '{}' })).ok).toBe(true)
  expect(server.requests).toHaveLength(2)
})
