import { afterEach, describe, expect, test } from 'vitest'
import { type ArtifactService, readZip, startArtifacts } from './index.ts'

const open: ArtifactService[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

type Ids = { readonly run: string; readonly job: string; readonly expiresAt?: Date }

async function start(forge: 'github' | 'gitea') {
  const at = await startArtifacts({ forge })
  open.push(at)
  const ask = async (method: string, token: Ids, body: object = {}) => {
    const variables = at.variables(token)
    const answer = await fetch(
      new URL(
        `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
        variables.ACTIONS_RESULTS_URL,
      ),
      {
        method: 'POST',
        headers: { authorization: `Bearer ${variables.ACTIONS_RUNTIME_TOKEN}` },
        body: JSON.stringify({ workflow_run_backend_id: token.run, name: 'a', ...body }),
      },
    )
    return {
      status: answer.status,
      body: (await answer.json()) as Record<string, string> & { artifacts: object[] },
    }
  }
  const upload = async (token: Ids, bytes: string) => {
    const { body } = await ask('CreateArtifact', token)
    await fetch(body.signed_upload_url ?? '', { method: 'PUT', body: bytes })
    return ask('FinalizeArtifact', token, { size: String(bytes.length), hash: 'sha256:x' })
  }
  return { at, ask, upload }
}

const first = { run: 'r', job: 'j1' }
const second = { run: 'r', job: 'j2' }

test('GitHub refuses a second upload of a name, and lists who uploaded the first', async () => {
  const { at, ask, upload } = await start('github')
  await upload(first, 'one')
  expect(await ask('CreateArtifact', second)).toMatchObject({ status: 409, body: { code: 'already_exists' } })
  const { body } = await ask('ListArtifacts', second)
  expect(body.artifacts).toMatchObject([{ workflow_job_run_backend_id: 'j1', digest: 'sha256:x', size: '3' }])
  expect(at.artifacts()).toEqual([{ name: 'a', run: 'r', job: 'j1', bytes: Buffer.from('one') }])
})

test('Gitea overwrites silently, keeps the id, and lists every artifact as the caller’s', async () => {
  const { at, ask, upload } = await start('gitea')
  const one = await upload(first, 'one')
  const two = await upload(second, 'two')
  expect(two.body.artifact_id).toBe(one.body.artifact_id)
  expect(at.artifacts()).toEqual([{ name: 'a', run: 'r', job: 'j2', bytes: Buffer.from('two') }])
  const { body } = await ask('ListArtifacts', first)
  expect(body.artifacts).toMatchObject([{ workflow_job_run_backend_id: 'j1' }])
  expect(body.artifacts[0]).not.toHaveProperty('digest')
})

describe('a call is refused', () => {
  test('with a token that has expired', async () => {
    const { ask } = await start('github')
    expect((await ask('ListArtifacts', { ...first, expiresAt: new Date(Date.now() - 1000) })).status).toBe(
      401,
    )
  })

  test('with the token of another run', async () => {
    const { ask } = await start('github')
    expect((await ask('ListArtifacts', first, { workflow_run_backend_id: 'other' })).status).toBe(403)
  })

  test('without a signature', async () => {
    const { at, upload } = await start('github')
    await upload(first, 'one')
    expect((await fetch(`${at.url}/blobs/1`)).status).toBe(403)
    expect((await fetch(`${at.url}/blobs/1`, { method: 'PUT', body: 'x' })).status).toBe(403)
    expect(at.artifacts()[0]?.bytes?.toString()).toBe('one')
  })
})

test('a block list that names a block that was never uploaded stores nothing', async () => {
  const { at, ask } = await start('github')
  const url = (await ask('CreateArtifact', first)).body.signed_upload_url
  await fetch(`${url}&comp=block&blockid=b1`, { method: 'PUT', body: 'one' })
  const commit = (list: string) =>
    fetch(`${url}&comp=blocklist`, { method: 'PUT', body: `<BlockList>${list}</BlockList>` })
  expect((await commit('<Latest>b1</Latest><Latest>b2</Latest>')).status).toBe(400)
  await ask('FinalizeArtifact', first, { size: '3' })
  expect(at.artifacts()[0]?.bytes).toBeUndefined()
  expect(() => at.files('a')).toThrow('no artifact')
  expect((await commit('<Latest>b1</Latest>')).status).toBe(201)
  expect(at.artifacts()[0]?.bytes?.toString()).toBe('one')
})

test('an artifact that was not finalized, or was deleted, is not listed', async () => {
  const { at, ask, upload } = await start('github')
  await ask('CreateArtifact', first)
  expect(at.artifacts()).toEqual([])
  await upload(first, 'one')
  expect((await ask('DeleteArtifact', first)).status).toBe(200)
  expect(at.artifacts()).toEqual([])
  expect((await ask('GetSignedArtifactURL', first)).status).toBe(404)
})

test('bytes that are not an archive are not read as an empty one', () => {
  expect(() => readZip(Buffer.from('hello'))).toThrow('no ZIP archive')
})
