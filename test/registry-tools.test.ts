import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import {
  type OciRegistry,
  type OciRegistryOptions,
  pushImage,
  startRegistry,
} from '@suite/testkit/oci-registry'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createTransport, startDeadline } from '../packages/http/src/index.ts'
import { connectRegistry, parseImageReference } from '../packages/oci-registry/src/index.ts'
import { ensureTool } from '../scripts/tools/ensure-tool.ts'

const crane = await ensureTool('crane')
const skopeo = await findProgram('skopeo')
const distribution = await findProgram('docker-registry')
const without = (tool: string, found: string | undefined) =>
  found ? '' : ` (skipped: ${tool} is not in PATH)`

const repository = 'acme/runtime'
const image = {
  platforms: ['linux/amd64', 'linux/arm64'],
  labels: { 'org.opencontainers.image.revision': 'a'.repeat(40) },
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-tools-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf('missing' in crane)(
  `crane${'missing' in crane ? ` (skipped: ${crane.missing})` : ''}`,
  () => {
    // Not Docker Hub, whose tokens come from another host: crane fetches none from one on loopback.
    test.each(['none', 'basic', 'github', 'gitea'] as const)(
      'pushes to the stand-in and pulls from it, authenticated as %s does',
      async (kind) => {
        const registry = await start({ access: kind, separateStorage: true })
        const { digest } = await pushImage({ url: registry.url, repository, tag: 'v1', ...ada }, image)
        const at = `${registry.address}/${repository}`
        expect(await runCrane(registry, 'digest', `${at}:v1`)).toBe(digest)
        expect(await runCrane(registry, 'validate', '--remote', `${at}@${digest}`)).toContain('PASS')
        await runCrane(registry, 'copy', `${at}@${digest}`, `${registry.address}/acme/copy:v2`)
        expect(registry.tags('acme/copy')).toEqual({ v2: digest })
        expect(await runCrane(registry, 'ls', `${registry.address}/acme/copy`)).toBe('v2')
      },
    )

    test('builds an image in the stand-in, which our client reads', async () => {
      const registry = await start({})
      const layer = join(folder, 'layer.txt.tar.gz')
      const packed = join(folder, 'image.tar')
      await promisify(execFile)('tar', ['-czf', layer, '-C', import.meta.dirname, 'registry-tools.test.ts'])
      const at = `${registry.address}/${repository}`
      await runCrane(registry, 'append', '--new_layer', layer, '--new_tag', `${at}:v1`)
      await runCrane(registry, 'pull', `${at}:v1`, packed)
      await runCrane(registry, 'push', packed, `${at}:v2`)
      const bare = await runCrane(registry, 'digest', `${at}:v2`)
      expect(await inspect(at, bare)).toMatchObject({ digest: bare, platforms: [], revisions: [] })
      const options = ['--set-platform=linux/arm64/v8', '--label=org.opencontainers.image.revision=abc']
      await runCrane(registry, 'mutate', `${at}:v2`, ...options, '--tag', `${at}:v3`)
      const digest = await runCrane(registry, 'digest', `${at}:v3`)
      expect(await inspect(at, digest)).toMatchObject({ digest, platforms: ['linux/arm64'], revision: 'abc' })
    })

    test('nests an index in an index, which our client reads', async () => {
      const registry = await start({})
      await pushImage({ url: registry.url, repository, tag: 'v1' }, image)
      const at = `${registry.address}/${repository}`
      const names = ['--manifest', `${at}:v1`, '--tag', `${at}:nested`]
      await runCrane(registry, 'index', 'append', '--flatten=false', ...names)
      const digest = await runCrane(registry, 'digest', `${at}:nested`)
      const inner = JSON.parse(await runCrane(registry, 'manifest', `${at}:nested`)).manifests
      expect(inner).toMatchObject([{ mediaType: 'application/vnd.oci.image.index.v1+json' }])
      expect(await inspect(at, digest)).toMatchObject({ digest, platforms: image.platforms })
    })

    test('serves a registry, which our client reads', async () => {
      const address = await serve(pathOf(crane), ['registry', 'serve', '--address'])
      const { digest } = await pushImage({ url: `http://${address}`, repository }, image)
      expect(await inspect(`${address}/${repository}`, digest)).toMatchObject({
        digest,
        platforms: image.platforms,
        revision: 'a'.repeat(40),
      })
      expect(await inspect(`${address}/${repository}`, `sha256:${'0'.repeat(64)}`)).toBeUndefined()
    })
  },
)

test.skipIf(!skopeo)(`skopeo copies within the stand-in${without('skopeo', skopeo)}`, async () => {
  const registry = await start({ access: 'github' })
  const { digest } = await pushImage({ url: registry.url, repository, tag: 'v1', ...ada }, image)
  const insecure = ['--src-tls-verify=false', '--dest-tls-verify=false']
  const credentials = ['--src-creds=ada:x', '--dest-creds=ada:x']
  const from = `docker://${registry.address}/${repository}@${digest}`
  const to = `docker://${registry.address}/acme/copy:v2`
  await promisify(execFile)(String(skopeo), [
    '--insecure-policy',
    'copy',
    '--all',
    ...insecure,
    ...credentials,
    from,
    to,
  ])
  expect(registry.tags('acme/copy')).toEqual({ v2: digest })
})

test.skipIf(!distribution)(
  `the registry of distribution is read by our client${without('docker-registry', distribution)}`,
  async () => {
    const address = await serve(String(distribution), ['serve'], async (listening) => {
      const file = join(folder, 'registry.yml')
      const storage = join(folder, 'registry')
      const settings = `version: 0.1\nstorage: { filesystem: { rootdirectory: ${storage} } }\nhttp: { addr: '${listening}' }\n`
      await writeFile(file, settings)
      return file
    })
    const { digest } = await pushImage({ url: `http://${address}`, repository, chunkBytes: 100 }, image)
    expect(await inspect(`${address}/${repository}`, digest)).toMatchObject({ platforms: image.platforms })
    expect(await inspect(`${address}/${repository}`, `sha256:${'0'.repeat(64)}`)).toBeUndefined()
  },
)

const ada = { username: 'ada', password: 'x' }

async function start(options: OciRegistryOptions): Promise<OciRegistry> {
  const registry = await startRegistry({ users: { ada: 'x' }, ...options })
  onTestFinished(() => registry.close())
  return registry
}

function pathOf(tool: typeof crane): string {
  if ('missing' in tool) throw new Error(tool.missing)
  return tool.path
}

/** Runs crane as a user whose Docker configuration has the registry; returns its output. */
async function runCrane({ address }: OciRegistry, ...args: string[]): Promise<string> {
  const config = join(folder, address.replace(':', '-'))
  await mkdir(config, { recursive: true })
  const auths = { [address]: { auth: btoa('ada:x') } }
  await writeFile(join(config, 'config.json'), JSON.stringify({ auths }))
  const env = { PATH: process.env.PATH, HOME: folder, DOCKER_CONFIG: config }
  const { stdout, stderr } = await promisify(execFile)(pathOf(crane), args, { env })
  return `${stdout}${args[0] === 'validate' ? stderr : ''}`.trim()
}

async function inspect(name: string, digest: string) {
  const transport = createTransport({
    deadline: startDeadline(240_000),
    userAgent: 'suite-test/1',
    environment: {},
    redact: (text) => text,
  })
  onTestFinished(() => transport.close())
  return connectRegistry(transport, { reference: parseImageReference(name) }).inspect(digest)
}

/**
 * Starts a registry of another make, and waits until it answers. Neither program reports the port that it chose, so
 * this looks for a free one; if another program takes that port in between, it tries the next.
 * @param configure returns the arguments and what follows them, from `127.0.0.1:<port>`
 * @returns that address
 */
async function serve(
  program: string,
  args: readonly string[],
  configure: (address: string) => Promise<string> = async (address) => address,
): Promise<string> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const address = `127.0.0.1:${await freePort()}`
    const child = spawn(program, [...args, await configure(address)], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    if (await answers(`http://${address}/v2/`, () => child.exitCode === null)) {
      onTestFinished(async () => {
        child.kill()
        await ended
      })
      return address
    }
    child.kill()
    await ended
  }
  throw new Error(`${program} does not answer`)
}

async function answers(url: string, isRunning: () => boolean): Promise<boolean> {
  return expect
    .poll(
      () =>
        isRunning() &&
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 240_000 },
    )
    .toBe(200)
    .then(
      () => true,
      () => false,
    )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function findProgram(name: string): Promise<string | undefined> {
  for (const each of (process.env.PATH ?? '').split(delimiter))
    if (
      await access(join(each, name)).then(
        () => true,
        () => false,
      )
    )
      return join(each, name)
  return undefined
}
