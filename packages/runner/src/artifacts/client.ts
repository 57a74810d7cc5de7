import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { callQuietly } from './quiet.ts'
import type { Service } from './service.ts'

/** What the service says of an artifact. `digest` (`sha256:…`) where it keeps one. */
export interface Listed {
  readonly id: number
  readonly size: number
  readonly digest: string | undefined
}

/** The calls to the client that an upload is made of, each quiet, each given up when the time is. */
export interface Client {
  find(name: string): Promise<Listed | undefined>
  /** The bytes of the archive as the service gives them. */
  download(id: number, into: string): Promise<Buffer>
  upload(name: string, files: readonly string[], folder: string): Promise<Listed>
  remove(name: string): Promise<void>
}

/**
 * Loads the client, which no other module may: it weighs 5 MB and takes 100 ms to load.
 *
 * @param within gives a call up, by an error, at the end of the time or of the run
 */
export async function loadClient(
  { serverUrl, token, address }: Service,
  within: <Result>(call: () => Promise<Result>) => Promise<Result>,
): Promise<Client> {
  // It reads these at moments of its own, and would upload as another job where they differed.
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
 * The client takes the name of the server from the process alone, and looks at it before its first await: up to
 * there nothing else can run, so a variable that is put back when the call has returned was changed for nobody else.
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
