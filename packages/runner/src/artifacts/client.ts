import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callQuietly } from './quiet.ts'
import type { Service } from './service.ts'

/** An artifact as the service describes it. `digest` is `sha256:…`, if the service has one. */
export interface Listed {
  readonly id: number
  readonly size: number
  readonly digest: string | undefined
}

/** The calls of the artifact client that an upload needs. Each prints nothing, and ends when the time is over. */
export interface Client {
  find(name: string): Promise<Listed | undefined>
  /** Returns the bytes of the archive as the service sends them. */
  download(id: number, into: string): Promise<Buffer>
  upload(name: string, files: readonly string[], folder: string): Promise<Listed>
  remove(name: string): Promise<void>
}

/**
 * Loads the artifact client. No other module may load it, because it is 5 MB and takes 100 ms to load.
 *
 * @param within ends a call with an error when the time is over or the run is cancelled
 * @throws TypeError if the given environment is not that of the process
 */
export async function loadClient(
  { serverUrl, token, address }: Service,
  within: <Result>(call: () => Promise<Result>) => Promise<Result>,
): Promise<Client> {
  // The client reads these from the process, and would upload as another job if they differed.
  if (process.env.ACTIONS_RUNTIME_TOKEN !== token || process.env.ACTIONS_RESULTS_URL !== address)
    throw new TypeError('the environment that was given is not that of the process')
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  const ask = <Result>(call: () => Promise<Result>) =>
    within(() => callQuietly(() => underName(serverUrl, call)))

  return {
    async find(name) {
      try {
        const { artifact } = await ask(() => client.getArtifact(name))
        return { id: artifact.id, size: artifact.size, digest: artifact.digest }
      } catch (error) {
        if (error instanceof Error && error.name === 'ArtifactNotFoundError') return undefined
        throw error
      }
    },
    async download(id, into) {
      await ask(() => client.downloadArtifact(id, { path: into, skipDecompress: true }))
      const [file] = await readdir(into)
      return readFile(join(into, file ?? ''))
    },
    async upload(name, files, folder) {
      const { id, size, digest } = await ask(() => client.uploadArtifact(name, [...files], folder))
      if (id === undefined || size === undefined || digest === undefined)
        throw new Error('the client does not say what it uploaded')
      return { id, size, digest: `sha256:${digest}` }
    },
    async remove(name) {
      await ask(() => client.deleteArtifact(name))
    },
  }
}

/**
 * Calls the client with the name of the server in the environment. The client reads that name only from the
 * process, before its first await. No other code can run until then, so no other code sees the changed variable.
 */
function underName<Result>(serverUrl: string, call: () => Promise<Result>): Promise<Result> {
  const former = process.env.GITHUB_SERVER_URL
  process.env.GITHUB_SERVER_URL = serverUrl
  try {
    return call()
  } finally {
    if (former === undefined) delete process.env.GITHUB_SERVER_URL
    else process.env.GITHUB_SERVER_URL = former
  }
}
