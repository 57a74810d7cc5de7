import { type Answer, AnswerError } from '../core/answer.ts'
import { type HostRequest, type Route, route } from '../core/router.ts'
import { readBearer } from './runtime-token.ts'
import type { Artifact, State } from './state.ts'

/** What its addresses are signed with. Whoever has one may read or write the artifact. */
export const signatures = { upload: 'upload+secret', download: 'download+secret' } as const

interface Ids {
  readonly run: string
  readonly job: string
}
type Body = Readonly<Record<string, unknown>>
type Method = (state: State, body: Body, ids: Ids) => unknown

const createArtifact: Method = (state, body, { run, job }) => {
  const name = String(body.name)
  const standing = find(state, run, name)
  if (standing?.finalized && state.forge === 'github')
    throw twirp(409, 'already_exists', 'an artifact with this name already exists on the workflow run')
  if (standing) state.artifacts.splice(state.artifacts.indexOf(standing), 1)
  const id = state.forge === 'gitea' && standing ? standing.id : String(state.nextId++)
  const createdAt = state.now().toISOString()
  const blob = { blocks: new Map<string, Buffer>(), bytes: undefined }
  state.artifacts.push({ id, name, run, job, createdAt, blob, finalized: undefined })
  return {
    ok: true,
    signed_upload_url: `${state.url}/blobs/${id}?sv=2025-01-05&sig=${encodeURIComponent(signatures.upload)}`,
  }
}

// The service stores the size and the hash that the client sends, unchecked; a test that needs the truth reads the
// bytes.
const finalizeArtifact: Method = (state, body, { run }) => {
  const artifact = find(state, run, String(body.name)) ?? missing()
  artifact.finalized = {
    size: String(body.size),
    hash: body.hash === undefined ? undefined : String(body.hash),
  }
  return { ok: true, artifact_id: artifact.id }
}

const listArtifacts: Method = (state, body, ids) => {
  const rows = state.artifacts.filter(
    ({ run, name, id, finalized }) =>
      run === ids.run &&
      finalized &&
      (body.name_filter === undefined || body.name_filter === name) &&
      (body.id_filter === undefined || body.id_filter === id),
  )
  return {
    artifacts: rows.map(({ run, job, id, name, createdAt, finalized }) => ({
      workflow_run_backend_id: run,
      workflow_job_run_backend_id: state.forge === 'gitea' ? ids.job : job,
      database_id: id,
      name,
      size: finalized?.size,
      created_at: createdAt,
      ...(state.forge === 'github' && finalized?.hash !== undefined && { digest: finalized.hash }),
    })),
  }
}

const getSignedArtifactUrl: Method = (state, body, { run }) => {
  const { id } = find(state, run, String(body.name)) ?? missing()
  return {
    signed_url: `${state.url}/blobs/${id}?sv=2025-01-05&sig=${encodeURIComponent(signatures.download)}`,
  }
}

const deleteArtifact: Method = (state, body, { run }) => {
  const artifact = find(state, run, String(body.name)) ?? missing()
  state.artifacts.splice(state.artifacts.indexOf(artifact), 1)
  return { ok: true, artifact_id: artifact.id }
}

const methods: Readonly<Record<string, Method>> = {
  CreateArtifact: createArtifact,
  FinalizeArtifact: finalizeArtifact,
  ListArtifacts: listArtifacts,
  GetSignedArtifactURL: getSignedArtifactUrl,
  DeleteArtifact: deleteArtifact,
}

/**
 * Returns the methods of the results service, over Twirp. https://github.com/twitchtv/twirp/blob/main/docs/spec_v7.md
 */
export function serviceRoutes(state: State): Route[] {
  return Object.entries(methods).map(([name, method]) =>
    route('POST', `/twirp/github.actions.results.api.v1.ArtifactService/${name}`, (request) => {
      const ids = readBearer(request.headers.authorization, state.now())
      if (!ids) throw twirp(401, 'unauthenticated', 'the token is missing, invalid or expired')
      return { status: 200, body: method(state, readBody(request, ids), ids) }
    }),
  )
}

function readBody(request: HostRequest, { run }: Ids): Body {
  const body = JSON.parse(request.body.toString()) as Body
  if (body.workflow_run_backend_id !== run)
    throw twirp(403, 'permission_denied', 'the token is for another run')
  return body
}

function find(state: State, run: string, name: string): Artifact | undefined {
  return state.artifacts.find((artifact) => artifact.run === run && artifact.name === name)
}

function missing(): never {
  throw twirp(404, 'not_found', 'there is no artifact of this name')
}

function twirp(status: number, code: string, msg: string): AnswerError {
  const answer: Answer = { status, body: { code, msg } }
  return new AnswerError(answer)
}
