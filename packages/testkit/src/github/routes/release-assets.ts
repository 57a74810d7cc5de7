import type { Answer } from '../../core/answer.ts'
import { faults } from '../../core/faults.ts'
import { type AssetState, newAsset, type ReleaseState } from '../../releases/state.ts'
import { storedAt } from '../../releases/storage.ts'
import { allows, type Call, endpoint, paged } from '../endpoint.ts'
import { assetJson } from '../present-release.ts'
import { invalid, notFound, problem } from '../problems.ts'
import { storedName } from '../release-rules.ts'
import { releaseOf } from './releases.ts'

const docs = 'releases/assets'
const read = { docs, needs: ['contents:read'] } as const
const write = { docs, needs: ['contents:write'] } as const

export const releaseAssetEndpoints = [
  endpoint('GET', '/repos/:owner/:repo/releases/:id/assets', read, (call) => {
    const release = releaseOf(call)
    return paged(call, release.assets, (asset) => assetJson(call.state, call.repository, release, asset))
  }),

  // GitHub takes uploads at another origin; this stand-in takes them at its own.
  endpoint('POST', '/repos/:owner/:repo/releases/:id/assets', write, (call) => {
    const { state, repository, request } = call
    const release = releaseOf(call)
    const asked = request.query.get('name') ?? ''
    if (release.isImmutable) throw problem(422, 'Cannot upload assets to an immutable release.', docs)
    const about = { resource: 'ReleaseAsset' }
    if (asked === '') throw invalid(docs, { ...about, code: 'missing_field', field: 'name' })
    const name = storedName(asked)
    if (release.assets.some((asset) => asset.name === name))
      throw invalid(docs, { ...about, code: 'already_exists', field: 'name' })
    if (request.body.length === 0)
      throw invalid(docs, { ...about, code: 'custom', field: 'size', message: 'size must be greater than 0' })
    const interruption = repository.releases.behaviour.interruptions.shift()
    if (interruption) {
      const bytes = request.body.subarray(0, interruption.keep)
      release.assets.push(newAsset(state, { name, bytes, state: 'starter' }))
      return interruption.ends === 'reset' ? { status: 502, lost: true } : badGateway
    }
    const asset = newAsset(state, { name, bytes: request.body })
    release.assets.push(asset)
    return { status: 201, body: assetJson(state, repository, release, asset) }
  }),

  endpoint('GET', '/repos/:owner/:repo/releases/assets/:id', read, (call) => {
    const { state, repository, request } = call
    const { release, asset } = assetOf(call)
    if (!/octet-stream/.test(request.headers.accept ?? ''))
      return { status: 200, body: assetJson(state, repository, release, asset) }
    if (!repository.releases.behaviour.redirects) return { status: 200, body: asset.bytes }
    return { status: 302, headers: { location: storedAt(state.storageUrl, asset) } }
  }),

  endpoint('DELETE', '/repos/:owner/:repo/releases/assets/:id', write, (call) => {
    const { release, asset } = assetOf(call)
    if (release.isImmutable)
      throw invalid(docs, {
        resource: 'ReleaseAsset',
        code: 'custom',
        message: 'Cannot delete asset from an immutable release',
      })
    release.assets.splice(release.assets.indexOf(asset), 1)
    return { status: 204 }
  }),
]

const proxied = faults.badGateway()
const badGateway: Answer = proxied.kind === 'replace' ? proxied.answer : { status: 502 }

function assetOf(call: Call<'id'>): { release: ReleaseState; asset: AssetState } {
  for (const release of call.repository.releases.all) {
    const asset = release.assets.find(({ id }) => String(id) === call.request.params.id)
    if (asset && (!release.isDraft || allows(call.token, 'contents:write'))) return { release, asset }
  }
  throw notFound(docs)
}
