import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '@suite/errors'
import { makeTemporaryFolder } from '@suite/folders'
import { type Client, type Listed, loadClient } from './client.ts'
import { explain, nameTaken, notThere } from './failure.ts'
import { ownerOf, readOwner } from './owner.ts'
import { artifactReasons } from './reasons.ts'
import { removeAtExit } from './remove-at-exit.ts'
import { type Environment, findService, type Service, type Unavailable } from './service.ts'
import { stageFiles } from './stage-files.ts'
import { type Outage, throughOutage } from './through-outage.ts'
import { withinTime } from './within-time.ts'

export interface ArtifactOptions extends Outage {
  /** The name, unique in the run. */
  readonly name: string
  /** Absolute path. */
  readonly folder: string
  /** Paths within the folder; undefined means every file below it. */
  readonly files?: readonly string[] | undefined
  /**
   * The variables of the process: ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, GITHUB_SERVER_URL, GITEA_ACTIONS,
   * FORGEJO_ACTIONS, RUNNER_TEMP. They must be those of the process, because the client reads the process,
   * including the proxies.
   */
  readonly environment: Environment
  readonly redact: (text: string) => string
}

export type ArtifactResult =
  /** `digest`: `sha256:…` of the archive; `size`: its bytes. */
  | { readonly kind: 'uploaded'; readonly id: number; readonly digest: string; readonly size: number }
  | Unavailable

/**
 * Uploads files as an artifact of this run and reads it back: `uploaded` means that the service has these bytes. It
 * replaces an artifact of the same name only if this job uploaded it.
 *
 * On a forge that overwrites (Gitea), two jobs may upload the same name at the same moment. Reading back tells them
 * apart: the job whose bytes were replaced fails.
 *
 * @throws OutsideError `artifact-not-uploaded`; UsageError `artifact-not-uploaded` for the name and the files
 */
export async function uploadArtifact(options: ArtifactOptions): Promise<ArtifactResult> {
  const { name, environment, redact } = options
  checkName(name)
  const service = findService(environment)
  if (service.kind === 'unavailable') return service
  const workspace = await makeTemporaryFolder(join(environment.RUNNER_TEMP || tmpdir(), 'artifact-')).catch(
    (error: unknown) => {
      throw explain(name, error, redact)
    },
  )
  try {
    const result = await upload(options, service, workspace)
    await rm(workspace, { recursive: true, force: true })
    return result
  } catch (error) {
    // An interrupted client may still read the files, and throws an error that cannot be caught if they are
    // removed.
    removeAtExit(workspace)
    throw explain(name, error, redact)
  }
}

async function upload(
  options: ArtifactOptions,
  service: Service,
  workspace: string,
): Promise<ArtifactResult> {
  const owner = ownerOf(service.token)
  if (owner === undefined) throw new Error('ACTIONS_RUNTIME_TOKEN does not say which job this is')
  const folderFor = (what: string) => mkdtemp(join(workspace, `${what}-`))
  const staged = await folderFor('files')
  const files = await stageFiles(options.folder, options.files, owner, staged)
  const client = await loadClient(service, (call) => withinTime(options, call))
  return throughOutage(options, () => send(options, { client, service, owner, files, staged, folderFor }))
}

interface Sending {
  readonly client: Client
  readonly service: Service
  readonly owner: string
  readonly files: readonly string[]
  readonly staged: string
  readonly folderFor: (what: string) => Promise<string>
}

/** Uploads the files. It first checks what has the name, so that it is safe to repeat. */
async function send(
  { name }: ArtifactOptions,
  { client, service, owner, files, staged, folderFor }: Sending,
): Promise<ArtifactResult> {
  const standing = await client.find(name)
  if (standing) {
    if (readOwner(await client.download(standing.id, await folderFor('standing'))) !== owner)
      throw nameTaken(name)
    if (!service.overwrites) await client.remove(name)
  }
  const sent = await client.upload(name, files, staged)
  await readBack(client, name, sent, owner, await folderFor('back'))
  return { kind: 'uploaded', id: sent.id, size: sent.size, digest: sent.digest ?? '' }
}

/** Checks the list of the service and the bytes themselves. */
async function readBack(
  client: Client,
  name: string,
  sent: Listed,
  owner: string,
  into: string,
): Promise<void> {
  const listed = await client.find(name)
  if (!listed) throw notThere(name, 'the service does not list it')
  const bytes = await client.download(listed.id, into)
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (digest !== sent.digest) {
    const other = readOwner(bytes)
    throw other !== undefined && other !== owner ? nameTaken(name) : notThere(name, 'other bytes came back')
  }
  if (listed.id !== sent.id) throw notThere(name, `the service lists it as ${listed.id}, not as ${sent.id}`)
  if (listed.size !== sent.size || (listed.digest !== undefined && listed.digest !== sent.digest))
    throw notThere(name, 'the service lists it with another size or digest')
}

/** Checks the rules of the service, whose violation the client reports in many lines. */
function checkName(name: string): void {
  if (/^[^"<>:|*?\\/\p{Cc}]{1,128}$/u.test(name)) return
  throw new UsageError(
    artifactReasons['artifact-not-uploaded'],
    `an artifact cannot be named ${JSON.stringify(name)}`,
    'Use up to 128 characters without " < > : | * ? \\ / and control characters.',
  )
}
