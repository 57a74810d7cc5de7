import { timestamp } from '../git/format.ts'
import type { AssetState, ReleaseState } from '../releases/state.ts'
import { nodeId, userJson } from './present.ts'
import type { RepositoryState, State } from './state.ts'

export function releaseJson(state: State, repository: RepositoryState, release: ReleaseState) {
  const { behaviour } = repository.releases
  const here = `/repos/${repository.fullName}/releases/${release.id}`
  return {
    url: state.url + here,
    assets_url: `${state.url}${here}/assets`,
    upload_url: `${behaviour.uploadOrigin ?? state.url}${here}/assets{?name,label}`,
    html_url: `${state.url}/${repository.fullName}/releases/${release.isDraft ? `tag/untagged-${release.id}` : `tag/${release.tag}`}`,
    id: release.id,
    node_id: nodeId('Release', release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    immutable: release.isImmutable,
    author: userJson(state, release.author),
    created_at: timestamp(release.createdAt),
    published_at: release.publishedAt === undefined ? null : timestamp(release.publishedAt),
    assets: release.assets.map((asset) => assetJson(state, repository, release, asset)),
  }
}

export function assetJson(
  state: State,
  repository: RepositoryState,
  release: ReleaseState,
  asset: AssetState,
) {
  return {
    url: `${state.url}/repos/${repository.fullName}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId('ReleaseAsset', asset.id),
    name: asset.name,
    label: '',
    state: asset.state,
    content_type: 'application/octet-stream',
    size: asset.bytes.length,
    digest:
      repository.releases.behaviour.digests && asset.state === 'uploaded' ? `sha256:${asset.sha256}` : null,
    download_count: 0,
    created_at: timestamp(asset.createdAt),
    updated_at: timestamp(asset.createdAt),
    browser_download_url: `${state.url}/${repository.fullName}/releases/download/${encodeURIComponent(release.tag)}/${asset.name}`,
  }
}
