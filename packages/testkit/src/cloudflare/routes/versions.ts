import { deploy, deployable } from '../deploy.ts'
import { accountOf, bodyOf, endpoint, workerOf } from '../endpoint.ts'
import { granted, refusal } from '../envelope.ts'
import { deploymentJson, listedVersionJson, versionJson } from '../present.ts'
import { addVersion, readUpload } from '../upload.ts'
import { isStrict } from './scripts.ts'

const script = '/accounts/:account/workers/scripts/:worker'

/** Versions and deployments. */
export const versionEndpoints = [
  endpoint('GET', `${script}/versions`, 'scripts:read', (call) => {
    const { versions } = workerOf(call)
    const { query } = call.request
    if (query.get('deployable') === 'true')
      return granted({ items: versions.slice(0, deployable).map(listedVersionJson) })
    const size = call.state.pages?.size ?? 20
    const page = Number(query.get('page') ?? 1)
    const items = versions.slice((page - 1) * size, page * size).map(listedVersionJson)
    return granted({ items }, { page, per_page: size, count: items.length, total_count: versions.length })
  }),
  endpoint('POST', `${script}/versions`, 'scripts:edit', async (call) => {
    const worker = workerOf(call)
    const upload = await readUpload(call.request)
    if (upload.metadata.migrations !== undefined)
      throw refusal(
        400,
        10211,
        'Version upload failed. You attempted to upload a version of a Worker that includes a Durable Object migration, but migrations must be fully applied by running `wrangler deploy`.',
      )
    return granted(versionJson(addVersion(call.state, worker, upload, { strict: isStrict(call) })))
  }),
  endpoint('GET', `${script}/versions/:version`, 'scripts:read', (call) => {
    const version = workerOf(call).versions.find(({ id }) => id === call.request.params.version)
    if (!version) throw refusal(404, 10094, 'This version does not exist on your account.')
    return granted(versionJson(version))
  }),

  endpoint('GET', `${script}/deployments`, 'scripts:read', (call) =>
    granted({ deployments: workerOf(call).deployments.map(deploymentJson) }),
  ),
  endpoint('POST', `${script}/deployments`, 'scripts:edit', async (call) => {
    const { versions = [], annotations } = bodyOf(call)
    const wanted = versions.map((share: { version_id: string; percentage: number }) => ({
      versionId: share.version_id,
      percentage: share.percentage,
    }))
    const forced = call.request.query.get('force') === 'true'
    const made = await deploy(call.state, accountOf(call), workerOf(call), wanted, { annotations, forced })
    return granted(deploymentJson(made))
  }),
]
