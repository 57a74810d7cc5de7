import { faults } from '@suite/testkit/core'
import { describe, expect, test } from 'vitest'
import { connectTo, failureOf, startWorld, users, type World } from '../test/world.ts'

const ada = { username: 'ada', password: users.ada }
const isManifest = ({ path }: { readonly path: string }) => path.includes('/manifests/')
const isBlob = ({ path, method }: { readonly path: string; readonly method: string }) =>
  method === 'GET' && path.includes('/blobs/')
const isToken = ({ path }: { readonly path: string }) => path.endsWith('/token')

describe.each(['basic', 'github', 'docker-hub', 'gitea'] as const)(
  'a registry that asks as %s does',
  (access) => {
    test('gives a private image to a user who may pull it', async () => {
      const world = await startWorld({ access })
      const { digest } = await world.push({ platforms: ['linux/amd64', 'linux/arm64'] })
      expect(await world.connect(ada).inspect(digest)).toMatchObject({ digest })
    })

    test.each([
      ['an anonymous caller', {}, 'give `registry-username`'],
      ['a wrong password', { username: 'ada', password: 'wrong' }, 'Check `registry-username`'],
    ])('refuses %s, which is not taken for a missing image', async (_, credentials, fix) => {
      const world = await startWorld({ access })
      const { digest } = await world.push()
      const error = await failureOf(world.connect(credentials).inspect(digest))
      expect(error).toMatchObject({ reason: 'registry-refused', fix: expect.stringContaining(fix) })
      expect(error.message).toContain('answered 401 UNAUTHORIZED')
      expect(`${error.message}${error.stack}`).not.toMatch(/wrong|Basic |Bearer /)
    })
  },
)

test.each(['github', 'docker-hub', 'gitea'] as const)(
  'a public image needs no user at %s',
  async (access) => {
    const world = await startWorld({ access, publicPull: true })
    const { digest } = await world.push()
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
  },
)

describe('tokens', () => {
  test('one token is fetched for the whole image', async () => {
    const world = await startWorld({ access: 'github' })
    const { digest } = await world.push({ platforms: ['linux/amd64', 'linux/arm64', 'linux/arm/v7'] })
    world.registry.host.clearLog()
    const registry = world.connect(ada)
    await registry.inspect(digest)
    await registry.inspect(digest)
    expect(world.registry.host.log.filter(isToken)).toMatchObject([
      { query: { scope: 'repository:acme/runtime:pull', service: world.registry.address } },
    ])
  })

  test('a token that the server calls access_token is used', async () => {
    const world = await startWorld({ access: 'docker-hub' })
    const { digest } = await world.push()
    const rename = faults.alter((answer) => {
      const { token } = answer.body as { token: string }
      return { ...answer, body: { access_token: token } }
    })
    world.registry.tokenHost.inject({ match: isToken, fault: rename })
    expect(await world.connect(ada).inspect(digest)).toMatchObject({ digest })
  })

  test('a token that has expired is fetched again', async () => {
    const world = await startWorld({ access: 'github' })
    const { digest } = await world.push()
    const registry = world.connect(ada)
    await registry.inspect(digest)
    const challenge = `Bearer realm="${world.registry.url}/token",service="x",scope="repository:acme/runtime:pull"`
    const expired = faults.status(401, { headers: { 'www-authenticate': challenge } })
    world.registry.host.inject({ match: isManifest, fault: expired, times: 1 })
    expect(await registry.inspect(digest)).toMatchObject({ digest })
  })

  test.each([
    [{}, 'gave none'],
    [{ token: '' }, 'gave none'],
    [{ token: 'a\r\nx-header: b' }, 'gave none'],
    [{ token: 7 }, 'gave none'],
  ])('%j is not a token', async (body, why) => {
    const world = await startWorld({ access: 'github' })
    const { digest } = await world.push()
    world.registry.host.inject({ match: isToken, fault: faults.wrongShape(body) })
    const error = await failureOf(world.connect(ada).inspect(digest))
    expect(error).toMatchObject({ reason: 'registry-refused' })
    expect(error.message).toContain(why)
  })

  test('a redirect of the token server is not followed, because the password would go with it', async () => {
    const world = await startWorld({ access: 'github' })
    const { digest } = await world.push()
    world.registry.host.inject({ match: isToken, fault: faults.redirect('http://127.0.0.1:9/') })
    expect((await failureOf(world.connect(ada).inspect(digest))).message).toContain('which is not followed')
  })

  test.each([
    'http://attacker.example/token',
    'https://169.254.169.254/token',
    'https://10.0.0.1/token',
    'nowhere',
  ])('the password never goes to %s', async (realm) => {
    const world = await startWorld({ access: 'github' })
    const { digest } = await world.push()
    const headers = { 'www-authenticate': `Bearer realm="${realm}",service="x"` }
    world.registry.host.inject({ match: isManifest, fault: faults.status(401, { headers }) })
    const error = await failureOf(world.connect(ada).inspect(digest))
    expect(error).toMatchObject({ reason: 'registry-refused' })
    expect(error.message).toContain('which is refused')
  })

  describe.each([
    ['a user', ada, { access: 'github' }],
    ['an anonymous caller, for a public image', {}, { access: 'docker-hub', publicPull: true }],
  ] as const)('of %s', (_, credentials, options) => {
    test('a new token that is refused is replaced once', async () => {
      const world = await startWorld(options)
      const { digest } = await world.push()
      const registry = world.connect(credentials)
      const challenge = await challengeOf(world)
      const headers = { 'www-authenticate': challenge }
      world.registry.host.clearLog()
      world.registry.host.inject({ match: isManifest, fault: faults.status(401, { headers }), times: 2 })
      expect(await registry.inspect(digest)).toMatchObject({ digest })
      expect(world.registry.host.log.filter(isManifest).map(({ status }) => status)).toEqual([401, 401, 200])
    })

    test('the second refused token fails the run', async () => {
      const world = await startWorld(options)
      const { digest } = await world.push()
      const headers = { 'www-authenticate': await challengeOf(world) }
      world.registry.host.clearLog()
      world.registry.host.inject({ match: isManifest, fault: faults.status(401, { headers }) })
      expect(await failureOf(world.connect(credentials).inspect(digest))).toMatchObject({
        reason: 'registry-refused',
      })
      expect(world.registry.host.log.filter(isManifest)).toHaveLength(3)
    })
  })

  test('a refused token of a public image does not ask for a password', async () => {
    const world = await startWorld({ access: 'docker-hub', publicPull: true })
    const { digest } = await world.push()
    const headers = { 'www-authenticate': await challengeOf(world) }
    world.registry.host.inject({ match: isManifest, fault: faults.status(401, { headers }) })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({
      fix: expect.stringMatching(/^If the image is public, no password is needed/),
    })
  })

  test('a token with too small a scope asks for a user', async () => {
    const world = await startWorld({ access: 'docker-hub', publicPull: true })
    const { digest } = await world.push()
    const headers = { 'www-authenticate': `${await challengeOf(world)},error="insufficient_scope"` }
    world.registry.host.inject({ match: isManifest, fault: faults.status(401, { headers }) })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({
      fix: expect.stringMatching(/^If the image is not public, give `registry-/),
    })
  })
})

/** How a registry asks for credentials. */
async function challengeOf({ registry }: World): Promise<string> {
  const answer = await fetch(`${registry.url}/v2/acme/runtime/manifests/none`)
  return String(answer.headers.get('www-authenticate'))
}

describe('storage on another host', () => {
  test('gives the configuration, and never gets the credentials', async () => {
    const world = await startWorld({ access: 'github', separateStorage: true })
    const { digest } = await world.push({ labels: { 'org.opencontainers.image.revision': 'abc' } })
    expect(await world.connect(ada).inspect(digest)).toMatchObject({ revision: 'abc' })
    const seen = world.registry.storageHost.log
    expect(seen.map(({ status }) => status)).toEqual([200])
    expect(JSON.stringify(seen)).not.toMatch(/authorization/i)
  })

  test('is reached again after an outage, and only one redirect is followed', async () => {
    const world = await startWorld({ separateStorage: true })
    const { digest } = await world.push({ labels: { 'org.opencontainers.image.revision': 'abc' } })
    const outage = { match: () => true, fault: faults.status(503), times: 7 }
    world.registry.host.inject({ ...outage, match: isBlob })
    world.registry.storageHost.inject(outage)
    // The waits between the attempts follow from the deadline.
    expect(await world.connect({}, 20_000).inspect(digest)).toMatchObject({ revision: 'abc' })
    expect(world.registry.host.log.filter(isBlob).filter(({ status }) => status === 307)).toHaveLength(1)
  })

  test('is named if it refuses, but not with its signature', async () => {
    const world = await startWorld({ separateStorage: true })
    const { digest } = await world.push()
    world.registry.storageHost.inject({ match: () => true, fault: faults.status(403) })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error.message).toContain(`, redirected to ${world.registry.storageHost.url}, answered 403`)
    expect(error.message).not.toContain('storage-signature')
  })

  test('may not redirect again', async () => {
    const world = await startWorld({ separateStorage: true })
    const { digest } = await world.push()
    world.registry.storageHost.inject({ match: () => true, fault: faults.redirect('http://127.0.0.1:9/') })
    const error = await failureOf(world.connect().inspect(digest))
    expect(error.message).toContain('which is not followed')
    expect(error.message).not.toContain('storage-signature')
  })

  test.each(['http://storage.example/x', 'https://169.254.169.254/x', 'https://user:pw@storage.example/x'])(
    'is not reached at %s',
    async (location) => {
      const world = await startWorld()
      const { digest } = await world.push()
      world.registry.host.inject({ match: isBlob, fault: faults.redirect(location, 307) })
      const error = await failureOf(world.connect().inspect(digest))
      expect(error).toMatchObject({ reason: 'registry-refused' })
      expect(error.message).not.toContain('pw')
    },
  )

  test('is not used for manifests, nor without an address', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    world.registry.host.inject({ match: isBlob, fault: faults.status(307), times: 2 })
    expect((await failureOf(world.connect().inspect(digest))).message).toContain(
      'a redirect, which is not followed',
    )
    world.registry.host.inject({
      match: isManifest,
      fault: faults.redirect(`${world.registry.storageHost.url}/x`),
    })
    expect((await failureOf(world.connect().inspect(digest))).message).toContain('which is not followed')
    expect(world.registry.storageHost.log).toEqual([])
  })
})

describe('a registry that fails', () => {
  test('is asked again, and the later answer is used', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    world.registry.host.inject({ match: isManifest, fault: faults.badGateway(), times: 1 })
    world.registry.host.inject({ match: isBlob, fault: faults.reset(), times: 1 })
    expect(await world.connect().inspect(digest)).toMatchObject({ digest })
  })

  test('a pull limit that does not end in time fails the run, and the message says so', async () => {
    const world = await startWorld({ pullLimit: 0 })
    const { digest } = await world.push()
    const error = await failureOf(world.connect().inspect(digest))
    expect(error).toMatchObject({ reason: 'rate-limited' })
  })

  test('a page is not taken for an image', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    const page = { headers: { 'content-type': 'text/html' }, body: '<html></html>' }
    world.registry.host.inject({ match: isManifest, fault: faults.status(200, page) })
    expect(await failureOf(world.connect().inspect(digest))).toMatchObject({ reason: 'digest-mismatch' })
  })

  test('an answer without an end is stopped', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    const body = Buffer.alloc(5 * 1024 * 1024)
    world.registry.host.inject({ match: isManifest, fault: faults.status(200, { body }) })
    expect((await failureOf(world.connect().inspect(digest))).message).toContain('larger than')
  })

  test('its message is truncated, and cannot hold a command', async () => {
    const world = await startWorld()
    const { digest } = await world.push()
    const errors = [{ code: 'DENIED', message: `no\n::set-output name=x::\u001b[2J${'y'.repeat(5000)}` }]
    world.registry.host.inject({ match: isManifest, fault: faults.status(403, { body: { errors } }) })
    const { message } = await failureOf(world.connect().inspect(digest))
    expect(message).toContain('answered 403 DENIED "no·::set-output name=x::·[2Jyyy')
    expect(message).not.toContain('\n')
    expect(message).not.toContain('\u001b')
    expect(message.length).toBeLessThan(500)
  })
})

test.each([{ username: 'ada' }, { password: 'x' }, { username: 'a:b', password: 'x' }])(
  'a user without a password, or the reverse, is refused before any request: %j',
  (credentials) => {
    expect(() => connectTo('127.0.0.1:1/acme/runtime', credentials)).toThrow(
      expect.objectContaining({ reason: 'input-invalid' }),
    )
  },
)
