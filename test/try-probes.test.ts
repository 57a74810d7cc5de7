import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClone, type Fixture, git } from './fixtures/clone.ts'
import { tryIn } from './fixtures/try.ts'

let temporary: string
let mine: Fixture

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'try-'))
  mine = await createClone(join(temporary, 'clone'))
})
afterAll(() => rm(temporary, { recursive: true, force: true }))

test('probes read the file as it is in the work tree, and leave a proof that names nothing of the stand-in', async () => {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await mine.write({ 'ops/probes.yml': 'probes: [{ name: home, http: [{ path: / }] }]\n' })
  const { code, stdout } = await tryIn(mine.folder, 'cf-probes', '--input', `base-url=${url}`)
  server.close()
  expect(stdout).toContain('✓ cf-probes: pass (probes-passed)')
  expect(stdout).toContain('files       as they stand, 1 uncommitted file: ops/probes.yml')
  expect(stdout).not.toContain('read from main')
  expect(stdout).not.toContain('ploaded')
  expect(code).toBe(0)
  const kept = await readFile(join(mine.folder, 'ops/proofs/home.txt'), 'utf8')
  expect(kept).toContain(`commit            ${await git(mine.folder, 'rev-parse', 'HEAD')}\n`)
  expect(kept).not.toMatch(/^run /m)
})

test('probes use a secret that the command names, from the environment of the user', async () => {
  const server = createServer(({ headers }, response) =>
    response.writeHead(headers['x-api-key'] === 'k-4711-abc' ? 200 : 401).end('ok'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await mine.write({
    'ops/probes.yml':
      'probes: [{ name: home, http: [{ path: /, headers: { x-api-key: "{{env.API_KEY}}" } }] }]\n',
  })
  vi.stubEnv('API_KEY', 'k-4711-abc')
  const inputs = ['--input', `base-url=${url}`, '--input', 'secrets=API_KEY']
  const { code, stdout } = await tryIn(mine.folder, 'cf-probes', ...inputs)
  vi.unstubAllEnvs()
  server.close()
  expect(stdout).toContain('✓ cf-probes: pass (probes-passed)')
  expect(stdout).not.toContain('k-4711-abc')
  expect(code).toBe(0)
})

test('an action that needs a secret is refused, without claiming that there is one', async () => {
  const { code, stderr } = await tryIn(mine.folder, 'cf-probes', '--input', 'api-token=x')
  expect(stderr).toBe(
    'api-token is a secret: keep it off the command line. Without it, this action cannot be tried completely.\n',
  )
  expect(code).toBe(2)
})
