import { route } from '../../core/router.ts'
import { type AssetState, newAsset } from '../../releases/state.ts'
import { storedAt } from '../../releases/storage.ts'
import { allows, type Call, type Endpoint, endpoint, notFound, problem, tokenValue } from '../endpoint.ts'
import { assetJson } from '../present-release.ts'
import { releaseOf, requireReleases } from './releases.ts'

const reads = ['releases', 'contents']
const assets = '/repos/:owner/:repo/releases/:id/assets'

/** The address of a file, which is not below the API. It takes a token all the same. */
const download: Endpoint = (state) =>
  route('GET', '/attachments/:uuid', ({ headers, params }) => {
    const token = state.tokens.get(tokenValue(headers.authorization) ?? '')
    for (const { releases } of state.repositories.values())
      for (const { isDraft, assets: files } of releases.all) {
        const asset = files.find(({ uuid }) => uuid === params.uuid)
        if (!asset) continue
        if (!token || !allows(state, token, 'releases', isDraft ? 'write' : 'read')) return { status: 404 }
        if (releases.behaviour.redirects)
          return { status: 307, headers: { location: storedAt(state.storageUrl, asset) } }
        return { status: 200, body: asset.bytes }
      }
    return { status: 404 }
  })

export const releaseAssetEndpoints = [
  download,

  // All files at once, without pages and without a count.
  endpoint('GET', assets, reads, (call) => ({
    status: 200,
    body: releaseOf(call).assets.map((asset) => assetJson(call.state, asset)),
  })),

  // A name that is there already, and an empty file, are accepted.
  endpoint('POST', assets, reads, (call) => {
    requireReleases(call)
    const release = releaseOf(call)
    const name = call.request.query.get('name') ?? ''
    if (name === '') throw problem(400, 'Could not determine name of attachment.')
    const asset = newAsset(call.state, { name, bytes: call.request.body })
    release.assets.push(asset)
    return { status: 201, body: assetJson(call.state, asset) }
  }),

  endpoint('GET', `${assets}/:asset`, reads, (call) => ({
    status: 200,
    body: assetJson(call.state, assetOf(call)),
  })),

  endpoint('DELETE', `${assets}/:asset`, reads, (call) => {
    requireReleases(call)
    const { assets: files } = releaseOf(call)
    files.splice(files.indexOf(assetOf(call)), 1)
    return { status: 204 }
  }),
]

function assetOf(call: Call<'id' | 'asset'>): AssetState {
  const asset = releaseOf(call).assets.find(({ id }) => String(id) === call.request.params.asset)
  if (!asset) throw notFound()
  return asset
}
