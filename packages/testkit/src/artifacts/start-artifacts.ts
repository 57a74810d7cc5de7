import { type Host, startHost } from '../core/host.ts'
import { blobRoutes } from './blob-routes.ts'
import { readZip } from './read-zip.ts'
import { type RuntimeTokenOptions, readBearer, runtimeToken } from './runtime-token.ts'
import { serviceRoutes } from './service-routes.ts'
import type { State } from './state.ts'

export interface ArtifactServiceOptions {
  /**
   * `github` (default) answers 409 to a second upload of a name in a run; `gitea` overwrites the first without a
   * word, and its list tells neither who uploaded nor a digest.
   */
  readonly forge?: 'github' | 'gitea'
  readonly now?: () => Date
}

/** An artifact that was finalized. */
export interface KeptArtifact {
  readonly name: string
  /** Backend ids of who uploaded it. */
  readonly run: string
  readonly job: string
  /** What is there, whatever the client said; undefined: nothing. */
  readonly bytes: Buffer | undefined
}

/** The results service of a forge and the storage behind its signed URLs, on loopback. */
export interface ArtifactService {
  readonly url: string
  readonly host: Host
  /** The variables that a job of this run and leg is given. Default: random ids. */
  variables(token?: RuntimeTokenOptions): { ACTIONS_RUNTIME_TOKEN: string; ACTIONS_RESULTS_URL: string }
  artifacts(): readonly KeptArtifact[]
  /** The files in an artifact, by path; of the run, where several have one of that name. @throws Error where there is none */
  files(name: string, run?: string): ReadonlyMap<string, Buffer>
  close(): Promise<void>
}

export async function startArtifacts({
  forge = 'github',
  now = () => new Date(),
}: ArtifactServiceOptions = {}): Promise<ArtifactService> {
  const state: State = { url: '', now, forge, artifacts: [], nextId: 1 }
  const host = await startHost({
    routes: [...serviceRoutes(state), ...blobRoutes(state)],
    notFound: () => ({ status: 404, body: { code: 'bad_route', msg: 'no such method' } }),
    identify: ({ headers }) => readBearer(headers.authorization, now())?.job ?? null,
  })
  state.url = host.url
  const artifacts = () =>
    state.artifacts
      .filter(({ finalized }) => finalized)
      .map(({ name, run, job, blob }) => ({ name, run, job, bytes: blob.bytes }))
  return {
    url: host.url,
    host,
    variables: (token) => ({
      ACTIONS_RUNTIME_TOKEN: runtimeToken(token),
      ACTIONS_RESULTS_URL: `${host.url}/`,
    }),
    artifacts,
    files(name, run) {
      const kept = artifacts().find((each) => each.name === name && (run === undefined || each.run === run))
      if (!kept?.bytes) throw new Error(`no artifact ${name} with bytes is there`)
      return readZip(kept.bytes)
    },
    close: host.close,
  }
}
