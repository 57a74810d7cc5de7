import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { faults } from '@suite/testkit/core'
import { expect, onTestFinished, test } from 'vitest'
import { red, setScene } from './scene.ts'

const scene = setScene()

/** Starts a server that succeeds at everything. Returns its address, and what it was asked. */
async function startElsewhere() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ success: true, errors: [], messages: [], result: { id: 'a', tag: 'b' } }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test.for([
  { wrangler: 'wrangler-3', status: 302, secrets: false },
  { wrangler: 'wrangler-3', status: 307, secrets: false },
  { wrangler: 'wrangler', status: 302, secrets: true },
  { wrangler: 'wrangler', status: 308, secrets: true },
] as const)(
  '$wrangler does not follow an upload to another origin ($status), and the run says so',
  async ({ wrangler, status, secrets }) => {
    const shop = await scene.shop({ wrangler })
    const elsewhere = await startElsewhere()
    scene.cloudflare().host.inject({
      match: ({ method, path }) => method !== 'GET' && path.includes(`/scripts/${shop.worker}`),
      fault: faults.redirect(elsewhere.url, status),
      times: 100,
    })
    const ran = await shop.run({
      ...(secrets ? { inputs: { secrets: 'API_KEY' }, environment: { API_KEY: 'key-of-many-doors' } } : {}),
    })
    expect(ran).toMatchObject(red('not-deployed'))
    expect(ran.messages).toContain(`/scripts/${shop.worker}`)
    expect(ran.messages).toContain(`answered ${status}, a redirect, which is not followed`)
    expect(elsewhere.asked).toEqual([])
  },
)
