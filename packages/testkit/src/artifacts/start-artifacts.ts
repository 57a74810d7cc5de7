import { readZip } from '@suite/runner/zip'
import { type Host, startHost } from '../core/host.ts'
import { blobRoutes } from './blob-routes.ts'
import { type RuntimeTokenOptions, readBearer, runtimeToken } from './runtime-token.ts'
import { serviceRoutes, signatures } from './service-routes.ts'
import type { State } from './state.ts'

export interface ArtifactServiceOptions {
  /**
   * `github` (default) answers 409 to a second upload of a name in a run. `gitea` overwrites the first silently, and
   * its list contains neither the uploader nor a digest.
   */
  readonly forge?: 'github' | 'gitea'
  readonly now?: () => Date
}

/** A finalized artifact. */
export interface KeptArtifact {
  readonly name: string
  /** Backend id of the run that uploaded it. */
  readonly run: string
  readonly job: string
  /** The bytes in storage, regardless of what the client reported; undefined if there are none. */
  readonly bytes: Buffer | undefined
}

/** The results service of a forge and the storage behind its signed URLs, on loopback. */
export interface ArtifactService {
  readonly url: string
  readonly host: Host
  /** Returns the variables of a job of this run. Default: random ids. */
  variables(token?: RuntimeTokenOptions): { ACTIONS_RUNTIME_TOKEN: string; ACTIONS_RESULTS_URL: string }
  artifacts(): readonly KeptArtifact[]
  /** The secrets that it gives to whoever asks: the signatures of its addresses. */
  readonly secrets: readonly string[]
  /**
   * Returns the files in an artifact, by path. Several runs may have an artifact of that name, so `run` selects one.
   * @throws Error if there is no such artifact
   */
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
    secrets: Object.values(signatures),
    files(name, run) {
      const kept = artifacts().find((each) => each.name === name && (run === undefined || each.run === run))
      if (!kept?.bytes) throw new Error(`no artifact ${name} with bytes is there`)
      return readZip(kept.bytes)
    },
    close: host.close,
  }
}
