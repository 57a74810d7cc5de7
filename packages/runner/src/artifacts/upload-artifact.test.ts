import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OutsideError, UsageError } from '@suite/errors'
import { type ArtifactService, startArtifacts } from '@suite/testkit/artifacts'
import { type Fault, faults } from '@suite/testkit/core'
import { afterAll, afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest'
import { type ArtifactOptions, ownerFile, uploadArtifact } from './index.ts'

const gitea = { GITEA_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://gitea.example.com' }
const github = { GITEA_ACTIONS: undefined, GITHUB_SERVER_URL: 'https://github.com' }
const service = '/twirp/github.actions.results.api.v1.ArtifactService'

const roots = await mkdtemp(join(tmpdir(), 'artifacts-'))
let root: string
let folder: string
const open: ArtifactService[] = []
const printed: string[] = []
const listening = [process.stdout, process.stderr].map((stream) => {
  const { write } = stream
  stream.write = (chunk: string | Uint8Array) => printed.push(String(chunk)) > 0
  return () => {
    stream.write = write
  }
})

beforeEach(async () => {
  root = await mkdtemp(join(roots, 'run-'))
  folder = join(root, 'proofs')
  await mkdir(join(folder, 'deep'), { recursive: true })
  await writeFile(join(folder, 'evidence.json'), '{}\n')
  await writeFile(join(folder, 'deep/jwks.md'), '# JWKS\n')
  vi.stubEnv('RUNNER_TEMP', root)
  vi.stubEnv('RUNNER_DEBUG', '1')
  printed.length = 0
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((each) => each.close()))
})

afterAll(async () => {
  for (const restore of listening) restore()
  await rm(roots, { recursive: true, force: true })
})

async function start(forge: 'github' | 'gitea' = 'github'): Promise<ArtifactService> {
  const started = await startArtifacts({ forge })
  open.push(started)
  return started
}

/** Sets the variables of one job, also in this process, and returns them. */
function enter(at: ArtifactService, token: Parameters<ArtifactService['variables']>[0] = {}, more = {}) {
  for (const [name, value] of Object.entries({ ...github, ...at.variables(token), ...more }))
    vi.stubEnv(name, value)
  return { ...process.env }
}

const upload = (environment: ArtifactOptions['environment'], options: Partial<ArtifactOptions> = {}) =>
  uploadArtifact({
    name: 'post-deploy-proofs',
    folder,
    environment,
    redact: (text) => text,
    deadline: { remaining: () => 240_000 },
    ...options,
  })
const failureOf = (uploading: Promise<unknown>) =>
  uploading.then(
    (result) => {
      throw new Error(`no failure, but ${JSON.stringify(result)}`)
    },
    (error: unknown) => error as OutsideError,
  )
const sha256 = (bytes: Buffer | undefined) =>
  `sha256:${createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')}`
const textsOf = (files: ReadonlyMap<string, Buffer>) =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString()]))

describe.each([
  ['github', github],
  ['gitea', gitea],
] as const)('on %s', (forge, variables) => {
  test('the uploaded files are in the service, and the result describes them', async () => {
    const at = await start(forge)
    const result = await upload(enter(at, { run: 'r1', job: 'j1' }, variables))
    const [kept] = at.artifacts()
    expect(at.artifacts()).toMatchObject([{ name: 'post-deploy-proofs', run: 'r1', job: 'j1' }])
    expect(result).toEqual({
      kind: 'uploaded',
      id: 1,
      digest: sha256(kept?.bytes),
      size: kept?.bytes?.length,
    })
    expect(textsOf(at.files('post-deploy-proofs'))).toEqual({
      'evidence.json': '{}\n',
      'deep/jwks.md': '# JWKS\n',
      [ownerFile]: expect.stringMatching(/^sha256:[0-9a-f]{64}\n$/),
    })
    expect(await readdir(root), 'nothing is left behind').toEqual(['proofs'])
  })

  test('a repeated step of the same job replaces its own upload', async () => {
    const at = await start(forge)
    await upload(enter(at, { run: 'r1', job: 'j1' }, variables))
    await writeFile(join(folder, 'evidence.json'), '{"second":true}\n')
    const result = await upload(enter(at, { run: 'r1', job: 'j1' }, variables))
    expect(result).toMatchObject({ kind: 'uploaded', digest: sha256(at.artifacts()[0]?.bytes) })
    expect(at.artifacts()).toHaveLength(1)
    expect(textsOf(at.files('post-deploy-proofs'))['evidence.json']).toBe('{"second":true}\n')
  })

  test('another matrix leg keeps its upload, and the second one fails with a message', async () => {
    const at = await start(forge)
    await upload(enter(at, { run: 'r1', job: 'j1' }, variables))
    const before = at.artifacts()
    const error = await failureOf(upload(enter(at, { run: 'r1', job: 'j2' }, variables)))
    expect(error).toBeInstanceOf(OutsideError)
    expect(error).toMatchObject({ reason: 'artifact-not-uploaded' })
    expect(error.message).toBe('an artifact named post-deploy-proofs was uploaded by another job of this run')
    expect(at.artifacts()).toEqual(before)
  })

  test('another matrix leg that uploads at the same moment is not overwritten silently', async () => {
    const at = await start(forge)
    const second = at.variables({ run: 'r1', job: 'j2' })
    const first = enter(at, { run: 'r1', job: 'j1' }, variables)
    // This leg sends its files; before it reads them back, the other leg sends its own.
    at.host.inject({
      match: { route: `${service}/${forge === 'github' ? 'ListArtifacts' : 'FinalizeArtifact'}` },
      times: 1,
      fault: faults.meanwhile(async () => {
        await sendAs(second)
      }),
    })
    const error = await failureOf(upload(first))
    expect(error.message).toContain('was uploaded by another job of this run')
    expect(at.artifacts()).toMatchObject([{ job: 'j2' }])
  })

  test('another run may use the same name', async () => {
    const at = await start(forge)
    await upload(enter(at, { run: 'r1', job: 'j1' }, variables))
    expect(await upload(enter(at, { run: 'r2', job: 'j2' }, variables))).toMatchObject({ kind: 'uploaded' })
    expect(at.artifacts()).toHaveLength(2)
  })
})

/** Sends the requests of another job, with a separate implementation of the client protocol. */
async function sendAs({
  ACTIONS_RESULTS_URL,
  ACTIONS_RUNTIME_TOKEN,
}: ReturnType<ArtifactService['variables']>) {
  const claims = JSON.parse(Buffer.from(ACTIONS_RUNTIME_TOKEN.split('.')[1] ?? '', 'base64url').toString())
  const [, run, job] = claims.scp.split(' ')[1].split(':')
  const ids = { workflow_run_backend_id: run, workflow_job_run_backend_id: job, name: 'post-deploy-proofs' }
  const ask = async (method: string, more = {}) => {
    const answer = await fetch(new URL(`${service}/${method}`, ACTIONS_RESULTS_URL), {
      method: 'POST',
      headers: { authorization: `Bearer ${ACTIONS_RUNTIME_TOKEN}`, connection: 'close' },
      body: JSON.stringify({ ...ids, ...more }),
    })
    return (await answer.json()) as { signed_upload_url: string }
  }
  const { signed_upload_url } = await ask('CreateArtifact')
  const archive = emptyZipWith(ownerFile, 'sha256:another\n')
  await fetch(signed_upload_url, { method: 'PUT', body: archive, headers: { connection: 'close' } })
  await ask('FinalizeArtifact', { size: String(archive.length), hash: sha256(archive) })
}

function emptyZipWith(name: string, text: string): Buffer<ArrayBuffer> {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50)
  central.writeUInt32LE(text.length, 20)
  central.writeUInt32LE(text.length, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + text.length, 16)
  return Buffer.concat([local, Buffer.from(name + text), central, Buffer.from(name), end])
}

test('three files, one of more than 8 MiB, arrive whole', async () => {
  const at = await start()
  const large = randomBytes(9 * 1024 * 1024 + 1)
  await writeFile(join(folder, 'large.bin'), large)
  expect(await upload(enter(at))).toMatchObject({ kind: 'uploaded' })
  const files = at.files('post-deploy-proofs')
  expect([...files.keys()].sort()).toEqual([ownerFile, 'deep/jwks.md', 'evidence.json', 'large.bin'])
  expect(files.get('large.bin')?.equals(large)).toBe(true)
  expect(at.host.log.filter(({ query }) => query.comp === 'block').length).toBeGreaterThan(1)
})

test('files that are not listed are not uploaded', async () => {
  const at = await start()
  await upload(enter(at), { files: ['deep/jwks.md'] })
  expect([...at.files('post-deploy-proofs').keys()].sort()).toEqual([ownerFile, 'deep/jwks.md'])
})

describe('the output of the client does not reach the log', () => {
  test('neither signed URLs nor the token, even with debug lines enabled, while other code still prints', async () => {
    const at = await start()
    const environment = enter(at)
    const uploading = upload(environment)
    process.stdout.write('mine\n')
    await uploading
    process.stdout.write('after\n')
    expect(printed.join('')).toBe('mine\nafter\n')
  })

  test('not through its errors either', async () => {
    const at = await start()
    at.host.inject({
      match: { method: 'PUT' },
      fault: faults.status(403, { body: '<Error><Code>AuthenticationFailed</Code></Error>' }),
    })
    const environment = enter(at)
    const error = await failureOf(upload(environment))
    const shown = [error.message, error.fix, String(error.stack), String((error.cause as Error).stack)].join()
    expect(shown).not.toMatch(/sig=|secret/)
    expect(shown).not.toContain(environment.ACTIONS_RUNTIME_TOKEN)
    expect(JSON.stringify(error)).not.toMatch(/sig=|secret/)
    expect(printed).toEqual([])
  })

  test('the message is redacted by the register of secrets', async () => {
    const at = await start()
    at.host.inject({
      match: { route: `${service}/CreateArtifact` },
      fault: faults.status(400, { body: { code: 'x', msg: 'hunter2' } }),
    })
    const error = await failureOf(upload(enter(at), { redact: (text) => text.replaceAll('hunter2', '***') }))
    expect(error.message).toContain('***')
    expect(`${error.message}${error.cause}`).not.toContain('hunter2')
  })
})

test('no other code sees the changed name of the server', async () => {
  const at = await start('gitea')
  const environment = enter(at, {}, gitea)
  const seen = new Set<string | undefined>()
  const uploading = upload(environment)
  const look = setInterval(() => seen.add(process.env.GITHUB_SERVER_URL), 1)
  await uploading
  clearInterval(look)
  expect([...seen]).toEqual(['https://gitea.example.com'])
})

describe('without a service, the run says so and continues', () => {
  it.each([
    ['a local run', { ACTIONS_RUNTIME_TOKEN: undefined, ACTIONS_RESULTS_URL: undefined }],
    ['no address', { ACTIONS_RESULTS_URL: '' }],
    ['no token', { ACTIONS_RUNTIME_TOKEN: '' }],
    ['GitHub Enterprise Server', { GITHUB_SERVER_URL: 'https://github.example.com' }],
    ['a server without a name', { GITHUB_SERVER_URL: 'github.com' }],
  ])('%s', async (_, variables) => {
    const at = await start()
    const environment = { ...enter(at), ...variables }
    expect(await upload(environment)).toEqual({
      kind: 'unavailable',
      why: expect.stringMatching(/service for artifacts/),
    })
    expect(at.host.log).toEqual([])
  })

  it.each(['https://github.com', 'https://acme.ghe.com', 'http://gitea.localhost:3000', ''])(
    'but on %j there is one',
    async (GITHUB_SERVER_URL) => {
      const at = await start()
      expect(await upload(enter(at, {}, { GITHUB_SERVER_URL }))).toMatchObject({ kind: 'uploaded' })
    },
  )
})

describe('an unusable token', () => {
  test('has expired', async () => {
    const at = await start()
    const error = await failureOf(upload(enter(at, { expiresAt: new Date(Date.now() - 1000) })))
    expect(error).toMatchObject({ reason: 'artifact-not-uploaded', fix: expect.stringContaining('token') })
  })

  it.each(['x', 'a.b.c', `a.${Buffer.from('{"scp":"Actions.GenericRead:1"}').toString('base64url')}.c`])(
    'is none: %s',
    async (ACTIONS_RUNTIME_TOKEN) => {
      const at = await start()
      const error = await failureOf(upload(enter(at, {}, { ACTIONS_RUNTIME_TOKEN })))
      expect(error).toMatchObject({ reason: 'artifact-not-uploaded' })
      expect(at.artifacts()).toEqual([])
    },
  )

  test('is not that of the process: nothing is uploaded as another job', async () => {
    const at = await start()
    const error = await failureOf(upload({ ...enter(at), ...at.variables() }))
    expect(error.message).toContain('not that of the process')
    expect(at.host.log).toEqual([])
  })
})

describe('an upload that cannot work fails before anything is sent', () => {
  it.each<[string, Partial<ArtifactOptions>]>([
    ['a name with a slash', { name: 'a/b' }],
    ['no name', { name: '' }],
    ['a name of two lines', { name: 'a\nb' }],
    ['no files', { files: [] }],
    ['a file that does not exist', { files: ['nothing.md'] }],
    ['a file outside the folder', { files: ['../secret'] }],
    ['a link', { files: ['link'] }],
    ['a link that lies in the folder', {}],
    ['a folder that does not exist', { folder: '/nowhere/at/all' }],
  ])('%s', async (_, options) => {
    const at = await start()
    await writeFile(join(root, 'secret'), 'precious')
    await symlink(join(root, 'secret'), join(folder, 'link'))
    const error = await failureOf(upload(enter(at), options))
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({ reason: 'artifact-not-uploaded' })
    expect(at.host.log).toEqual([])
  })
})

describe('a run that is stopped, or out of time, does not wait for the client', () => {
  test.each(['CreateArtifact', 'FinalizeArtifact'])('stopped while %s hangs', async (method) => {
    const at = await start()
    const stop = new AbortController()
    at.host.inject({ match: { route: `${service}/${method}` }, fault: faults.hang() })
    const hangs = vi.waitFor(() => expect(at.host.log.at(-1)?.route).toBe(`${service}/${method}`), 240_000)
    const uploading = failureOf(upload(enter(at), { signal: stop.signal }))
    await hangs
    stop.abort()
    expect(await uploading).toMatchObject({ reason: 'artifact-not-uploaded', ambiguous: true })
  })

  test('out of time while the bytes hang', async () => {
    const at = await start()
    at.host.inject({ match: { method: 'GET' }, fault: faults.hang() })
    const error = await failureOf(upload(enter(at), { deadline: { remaining: () => 300 } }))
    expect(error.message).toContain('the time of the run is over')
  })

  test('stopped before it begins', async () => {
    const at = await start()
    const error = await failureOf(upload(enter(at), { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ reason: 'artifact-not-uploaded' })
    expect(at.artifacts()).toEqual([])
  })
})

/** Each fault stays for good; what the client would retry is stopped by the end of the time. */
const classes: readonly (readonly [string, () => Fault])[] = [
  ['is reset', () => faults.reset()],
  ['hangs', () => faults.hang()],
  ['fails with 500', () => faults.status(500, { body: { code: 'internal', msg: 'no' } })],
  ['fails with 400', () => faults.status(400, { body: { code: 'malformed', msg: 'no' } })],
  ['is a proxy page', () => faults.badGateway()],
  ['is too much', () => faults.tooManyRequests(60)],
  ['breaks off', () => faults.resetAfterHeaders(3)],
  ['is empty', () => faults.emptyBody()],
  ['has another shape', () => faults.wrongShape({ ok: false, artifacts: 'none' })],
  ['says yes and does nothing', () => faults.status(201, { body: { ok: true } })],
]
const requests = [
  ['the first list', { route: `${service}/ListArtifacts` }],
  ['CreateArtifact', { route: `${service}/CreateArtifact` }],
  ['the blocks', { method: 'PUT', query: 'block' }],
  ['the list of blocks', { method: 'PUT', query: 'blocklist' }],
  ['FinalizeArtifact', { route: `${service}/FinalizeArtifact` }],
  ['the list afterwards', { route: `${service}/ListArtifacts`, after: 1 }],
  ['GetSignedArtifactURL', { route: `${service}/GetSignedArtifactURL` }],
  ['the bytes', { method: 'GET' }],
] as const

describe.each(requests)('when %s', (_, request) => {
  it.each(classes)('%s, nothing is reported as uploaded without being read back', async (_name, fault) => {
    const at = await start()
    const stop = new AbortController()
    let seen = 0
    at.host.inject({
      match: ({ route, method, query }) => {
        const meant =
          'route' in request
            ? route === request.route
            : method === request.method && (!('query' in request) || query.get('comp') === request.query)
        const met = meant && ++seen > ('after' in request ? request.after : 0)
        if (met) setTimeout(() => stop.abort(), 150)
        return met
      },
      fault: fault(),
    })
    const result = await upload(enter(at), { signal: stop.signal }).catch((error: unknown) => error)
    expect(
      at.host.log.some((entry) => entry.fault !== null),
      'the fault was met',
    ).toBe(true)
    if (result instanceof Error) expect(result).toMatchObject({ reason: 'artifact-not-uploaded' })
    else expect(result).toMatchObject({ kind: 'uploaded', digest: sha256(at.artifacts()[0]?.bytes) })
    expect(printed).toEqual([])
  })
})

it.each([302, 307])(
  'a redirect (%i) does not take the token of the job to another origin',
  async (status) => {
    const [at, elsewhere] = [await start(), await start()]
    const methods = ['ListArtifacts', 'CreateArtifact', 'FinalizeArtifact']
    for (const method of methods) {
      const path = `${service}/${method}`
      at.host.inject({
        match: (request) => request.path === path,
        fault: faults.redirect(`${elsewhere.url}${path}`, status),
      })
      const failure = await failureOf(upload(enter(at)))
      expect(failure).toMatchObject({ reason: 'artifact-not-uploaded' })
      expect(failure.message).toContain(`answered (${status}), a redirect, which is not followed`)
      at.host.clearFaults()
    }
    expect(elsewhere.host.log).toEqual([])
  },
)
