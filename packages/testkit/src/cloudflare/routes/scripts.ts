import { deploy, isLatestDeployed } from '../deploy.ts'
import { accountOf, bodyOf, type Call, endpoint, listed, workerOf } from '../endpoint.ts'
import { granted, noSuchWorker, refusal } from '../envelope.ts'
import { bindingJson, environmentJson, serviceJson, workerJson } from '../present.ts'
import { createWorkerState, type StoredBinding, type WorkerState } from '../state.ts'
import { addVersion, changeBindings, readUpload } from '../upload.ts'

const script = '/accounts/:account/workers/scripts/:worker'
const service = '/accounts/:account/workers/services/:worker'

/** A Worker as a whole, under the three paths that clients use. */
export const scriptEndpoints = [
  endpoint('GET', service, 'scripts:read', (call) => {
    const worker = accountOf(call).workers.get(call.request.params.worker)
    if (!worker) throw refusal(404, 10090, 'This service does not exist on your account.')
    return granted(serviceJson(worker))
  }),
  // wrangler compares this with its file, in case the Worker was edited in the dashboard.
  endpoint('GET', `${service}/environments/:environment`, 'scripts:read', (call) =>
    granted(environmentJson(workerOf(call))),
  ),
  endpoint('GET', `${service}/environments/:environment/bindings`, 'scripts:read', (call) =>
    granted(workerOf(call).versions[0]?.bindings.map(bindingJson) ?? []),
  ),
  endpoint('GET', `${service}/environments/:environment/subdomain`, 'scripts:read', (call) =>
    granted(workerOf(call).subdomain),
  ),
  endpoint('GET', `${service}/environments/:environment/routes`, 'scripts:read', (call) => {
    const { name } = workerOf(call)
    const zones = new Map(call.state.zones.map((zone) => [zone.id, zone.name]))
    return granted(
      call.state.routes
        .filter((route) => route.script === name)
        .map(({ id, pattern, zoneId }) => ({ id, pattern, zone_name: zones.get(zoneId) })),
    )
  }),

  endpoint('GET', '/accounts/:account/workers/workers/:worker', 'scripts:read', (call) =>
    granted(workerJson(workerOf(call))),
  ),
  endpoint('PATCH', '/accounts/:account/workers/workers/:worker', 'scripts:edit', (call) => {
    const worker = workerOf(call)
    Object.assign(worker.subdomain, bodyOf(call).subdomain)
    return granted(workerJson(worker))
  }),

  endpoint('GET', '/accounts/:account/workers/scripts', 'scripts:read', (call) =>
    granted([...accountOf(call).workers.values()].map((worker) => environmentJson(worker).script)),
  ),
  // Uploads and deploys in one request, as a first deploy does.
  endpoint('PUT', script, 'scripts:edit', async (call) => {
    const account = accountOf(call)
    const { worker: name } = call.request.params
    const worker = account.workers.get(name) ?? createWorkerState(name)
    const upload = await readUpload(call.request)
    const version = addVersion(call.state, worker, upload, { strict: isStrict(call) })
    account.workers.set(name, worker)
    const { migrations } = upload.metadata
    if (migrations !== undefined) worker.migrationTag = (migrations as { readonly new_tag?: string }).new_tag
    await deploy(call.state, account, worker, [{ versionId: version.id, percentage: 100 }])
    return granted({
      id: name,
      tag: worker.tag,
      etag: version.id.replaceAll('-', ''),
      // In spite of its name, this is the id of the version, without hyphens.
      deployment_id: version.id.replaceAll('-', ''),
      entry_point: version.mainModule,
      startup_time_ms: 7,
      handlers: ['fetch'],
      has_modules: true,
    })
  }),
  endpoint('DELETE', script, 'scripts:edit', (call) => {
    accountOf(call).workers.delete(workerOf(call).name)
    return granted(null)
  }),
  endpoint('GET', `${script}/settings`, 'scripts:read', (call) => {
    const [latest] = workerOf(call).versions
    if (!latest) throw noSuchWorker()
    const { compatibility_date, compatibility_flags = [] } = latest.metadata
    return granted({ bindings: latest.bindings.map(bindingJson), compatibility_date, compatibility_flags })
  }),
  endpoint('GET', `${script}/script-settings`, 'scripts:read', (call) =>
    granted(workerOf(call).scriptSettings),
  ),
  endpoint('PATCH', `${script}/script-settings`, 'scripts:edit', (call) => {
    const worker = workerOf(call)
    worker.scriptSettings = { ...worker.scriptSettings, ...bodyOf(call) }
    return granted(worker.scriptSettings)
  }),

  endpoint('GET', '/accounts/:account/workers/subdomain', 'scripts:read', (call) => {
    const { subdomain } = accountOf(call)
    if (subdomain === undefined)
      throw refusal(404, 10007, 'You do not have a workers.dev subdomain registered.')
    return granted({ subdomain })
  }),
  endpoint('GET', `${script}/subdomain`, 'scripts:read', (call) => granted(workerOf(call).subdomain)),
  endpoint('POST', `${script}/subdomain`, 'scripts:edit', (call) => {
    const { subdomain } = workerOf(call)
    const { enabled = subdomain.enabled, previews_enabled = subdomain.previews_enabled } = bodyOf(call)
    return granted(Object.assign(subdomain, { enabled, previews_enabled }))
  }),
  endpoint('GET', `${script}/schedules`, 'scripts:read', (call) =>
    granted({ schedules: workerOf(call).schedules }),
  ),
  endpoint('PUT', `${script}/schedules`, 'scripts:edit', (call) => {
    const worker = workerOf(call)
    worker.schedules = bodyOf(call)
    return granted({ schedules: worker.schedules })
  }),

  endpoint('GET', `${script}/secrets`, 'scripts:read', (call) =>
    listed(call, secretsOf(workerOf(call)), ({ name, type }) => ({ name, type })),
  ),
  endpoint('PUT', `${script}/secrets`, 'scripts:edit', async (call) => {
    const { name, text, type = 'secret_text' } = bodyOf(call)
    await changeSecrets(call, { [name]: { name, text, type } })
    return granted({ name, type })
  }),
  endpoint('DELETE', `${script}/secrets/:name`, 'scripts:edit', async (call) => {
    await changeSecrets(call, { [call.request.params.name]: null })
    return granted(null)
  }),
  endpoint('PATCH', `${script}/secrets-bulk`, 'scripts:edit', async (call) => {
    await changeSecrets(call, bodyOf(call).secrets)
    return granted(secretsOf(workerOf(call)).map(({ name, type }) => ({ name, type })))
  }),
]

export function isStrict({ request }: Call<never>): boolean {
  return request.query.get('bindings_inherit') === 'strict'
}

function secretsOf({ versions: [latest] }: WorkerState): readonly StoredBinding[] {
  return latest?.bindings.filter(({ type }) => type === 'secret_text' || type === 'secret_key') ?? []
}

/** Changes secrets. Each change creates a version and a deployment. */
async function changeSecrets(
  call: Call<'account' | 'worker'>,
  changes: Readonly<Record<string, StoredBinding | null>>,
): Promise<void> {
  const worker = workerOf(call)
  if (!isLatestDeployed(worker))
    throw refusal(400, 10215, 'The latest version of your Worker is not currently deployed.')
  const kept = (worker.versions[0]?.bindings ?? []).filter(({ name }) => !(name in changes))
  const added = Object.values(changes).filter((binding) => binding !== null)
  const version = changeBindings(call.state, worker, [...kept, ...added])
  await deploy(call.state, accountOf(call), worker, [{ versionId: version.id, percentage: 100 }])
}
