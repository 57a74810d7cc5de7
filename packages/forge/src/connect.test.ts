import { createTransport, startDeadline } from '@suite/http'
import { startGitea } from '@suite/testkit/gitea'
import { startGitHub } from '@suite/testkit/github'
import { expect, onTestFinished, test } from 'vitest'
import { type Connection, connectForge } from './index.ts'

const label = { name: 'docs', color: 'ff0000', description: '' }
const permissions = { issues: 'read' } as const

test.each([
  ['github', onGitHub],
  ['gitea', onGitea],
] as const)('a run on %s uses the protocol of that forge', async (forge, start) => {
  const { apiUrl, token } = await start()
  const transport = createTransport({
    deadline: startDeadline(60_000),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  onTestFinished(() => transport.close())
  const environment: Connection['environment'] = {
    forge,
    apiUrl,
    repository: { owner: 'acme', name: 'shop' },
  }
  const { labels } = connectForge({ environment, transport }, token)
  expect(await labels.known()).toEqual([label])
})

async function onGitHub() {
  const github = await startGitHub()
  onTestFinished(() => github.close())
  const repository = await github.createRepository('acme/shop')
  repository.addLabel(label)
  return { apiUrl: github.url, token: github.token({ permissions }) }
}

async function onGitea() {
  const gitea = await startGitea()
  onTestFinished(() => gitea.close())
  const repository = await gitea.createRepository('acme/shop')
  repository.addLabel(label)
  return { apiUrl: gitea.forge.apiUrl, token: gitea.token({ permissions }) }
}
