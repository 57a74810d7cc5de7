import { createTransport, startDeadline } from '@suite/http'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { expect, onTestFinished, test } from 'vitest'
import type { Connection } from './connect.ts'
import { connectReleases } from './releases.ts'

const permissions = { contents: 'write', releases: 'write' } as const

test.each([
  ['github', startGitHub],
  ['gitea', startGitea],
] as const)('a run on %s releases by the protocol of that forge', async (forge, start) => {
  const server = await start()
  onTestFinished(() => server.close())
  const repository = await server.createRepository('acme/shop')
  const head = await repository.commit({ branch: 'main', files: { 'README.md': 'shop' } })
  const transport = createTransport({
    deadline: startDeadline(60_000),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  onTestFinished(() => transport.close())
  const environment: Connection['environment'] = {
    forge,
    apiUrl: server.forge.apiUrl,
    repository: { owner: 'acme', name: 'shop' },
  }
  const releases = connectReleases({ environment, transport }, server.token({ permissions }))
  const draft = { tag: 'v1', target: head, name: 'One', body: '', isPrerelease: false }
  const made = await releases.createDraft(draft)
  expect(await releases.all()).toEqual([made])
  expect(releases.can.immutable).toBe(forge === 'github')
})
