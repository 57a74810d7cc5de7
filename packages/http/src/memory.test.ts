import { execFile } from 'node:child_process'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const size = 256 * 2 ** 20
/** A body that was kept as a whole would take at least `size`. The test measures about a third of this. */
const mostGrowth = 0.8 * size

// Node runs TypeScript as it stands from 22.18 on.
const readsTypeScript = 'typescript' in process.features && process.features.typescript !== false

/** Takes any body and counts it; answers a GET with as many bytes. */
async function serveLargely() {
  const taken: number[] = []
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-length': size })
      const part = Buffer.alloc(2 ** 20)
      for (let sent = 0; sent < size; sent += part.length)
        if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve))
      response.end()
      return
    }
    let length = 0
    for await (const part of request) length += part.length
    taken.push(length)
    response.writeHead(201, { 'content-length': 0 }).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, taken }
}

/** Runs a script in its own process. Returns by how many bytes its memory grew at most, and what it printed. */
async function growthOf(work: string): Promise<{ growth: number; said: string }> {
  const script = `
    import { createTransport, fileSink, fileSource, hashSink, startDeadline } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    const options = { userAgent: 'x/1', environment: {}, deadline: startDeadline(600_000), redact: (text) => text }
    const { send, close } = createTransport(options)
    const before = process.memoryUsage().rss
    ${work}
    console.log(JSON.stringify({ growth: process.resourceUsage().maxRSS * 1024 - before, said }))
    close()`
  const parameters = ['--no-warnings', '--conditions=suite-source', '--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, parameters)
  return JSON.parse(stdout)
}

test.runIf(readsTypeScript)('a large file is sent, and received again, without being in memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suite-memory-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [large, came] = [join(folder, 'large'), join(folder, 'came')]
  const handle = await open(large, 'w')
  await handle.truncate(size)
  await handle.close()
  const { url, taken } = await serveLargely()

  const sent = await growthOf(`
    const body = await fileSource(${JSON.stringify(large)})
    const said = (await send({ method: 'POST', url: '${url}', body })).status`)
  expect([sent.said, taken]).toEqual([201, [size]])
  expect(sent.growth).toBeLessThan(mostGrowth)

  const received = await growthOf(`
    const maxBytes = ${size}
    const into = hashSink('sha256')
    await send({ method: 'GET', url: '${url}', into, maxBytes })
    await send({ method: 'GET', url: '${url}', into: fileSink(${JSON.stringify(came)}), maxBytes })
    const said = into.digest`)
  expect(received.said).toBe('a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484')
  expect((await stat(came)).size).toBe(size)
  expect(received.growth).toBeLessThan(mostGrowth)
})
