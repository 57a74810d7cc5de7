import { randomUUID } from 'node:crypto'
import type { HostRequest } from '../core/router.ts'
import { refusal, refusals } from './envelope.ts'
import type { State, StoredBinding, StoredModule, StoredVersion, WorkerState } from './state.ts'

/** The contents of a multipart upload. */
export interface Upload {
  readonly metadata: Readonly<Record<string, unknown>>
  readonly modules: readonly StoredModule[]
}

/**
 * Returns the metadata and the modules of an upload.
 * https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/
 *
 * @throws AnswerError if the upload is not multipart or has no metadata
 */
export async function readUpload({ body, headers }: HostRequest): Promise<Upload> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw refusal(415, 10026, 'Unsupported Media Type')
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const modules: StoredModule[] = []
  let metadata: Record<string, unknown> | undefined
  for (const [name, part] of form) {
    if (name === 'metadata') metadata = JSON.parse(typeof part === 'string' ? part : await part.text())
    else if (typeof part !== 'string')
      modules.push({ name, type: part.type, bytes: Buffer.from(await part.arrayBuffer()) })
  }
  if (!metadata) throw refusal(400, 10021, 'No metadata part was found in the upload.')
  return { metadata, modules }
}

/**
 * Adds a version to a Worker, without deploying it.
 *
 * @param strict `bindings_inherit=strict`: an inherited binding that does not exist is an error
 * @throws AnswerError if the main module is missing
 */
export function addVersion(
  state: State,
  worker: WorkerState,
  { metadata, modules }: Upload,
  { strict = false, source = 'wrangler' }: { readonly strict?: boolean; readonly source?: string } = {},
): StoredVersion {
  const mainModule = String(metadata.main_module ?? metadata.body_part ?? '')
  if (!modules.some(({ name }) => name === mainModule))
    throw refusal(400, 10021, `No such module "${mainModule}".`)
  const version: StoredVersion = {
    id: randomUUID(),
    number: worker.versions.length + 1,
    createdAt: state.now().toISOString(),
    source,
    annotations: { 'workers/triggered_by': 'upload', ...(metadata.annotations as object) },
    metadata,
    mainModule,
    modules,
    bindings: resolveBindings(worker.versions[0]?.bindings ?? [], metadata, strict),
  }
  worker.versions.unshift(version)
  return version
}

/**
 * Adds a version with the same code and other bindings, as each change of a secret does.
 *
 * @throws AnswerError if the Worker has no version
 */
export function changeBindings(
  state: State,
  worker: WorkerState,
  bindings: readonly StoredBinding[],
): StoredVersion {
  const [latest] = worker.versions
  if (!latest) throw refusal(404, 10007, 'This Worker does not exist on your account.')
  const version: StoredVersion = {
    ...latest,
    id: randomUUID(),
    number: latest.number + 1,
    createdAt: state.now().toISOString(),
    annotations: { 'workers/triggered_by': 'secret' },
    bindings,
  }
  worker.versions.unshift(version)
  return version
}

function resolveBindings(
  before: readonly StoredBinding[],
  { bindings = [], keep_bindings: kept = [] }: Readonly<Record<string, unknown>>,
  strict: boolean,
): StoredBinding[] {
  const wanted = bindings as readonly StoredBinding[]
  const missing: string[] = []
  const own = wanted.flatMap((binding) => {
    if (binding.type !== 'inherit') return [binding]
    const inherited = before.find(({ name }) => name === (binding.old_name ?? binding.name))
    if (!inherited) missing.push(binding.name)
    return inherited ? [{ ...inherited, name: binding.name }] : []
  })
  if (strict && missing.length > 0)
    throw refusals(
      400,
      missing.map((name) => ({
        code: 10057,
        message: `inherit binding '${name}' is invalid: no such binding on the latest version`,
      })),
    )
  const names = new Set(own.map(({ name }) => name))
  const types = new Set(kept as readonly string[])
  return [...own, ...before.filter(({ name, type }) => types.has(type) && !names.has(name))]
}
