import { timestamp } from '../git/format.ts'
import type { AssetState, ReleaseState } from '../releases/state.ts'
import { userJson } from './present.ts'
import type { RepositoryState, State } from './state.ts'

/** There is no field for a digest, for the state of a file, or for immutability. */
export function releaseJson(state: State, repository: RepositoryState, release: ReleaseState) {
  const url = `${state.url}/api/v1/repos/${repository.fullName}/releases/${release.id}`
  return {
    id: release.id,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    url,
    html_url: `${state.url}/${repository.fullName}/releases/tag/${release.tag}`,
    upload_url: `${url}/assets`,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    created_at: timestamp(release.createdAt),
    published_at: timestamp(release.publishedAt ?? release.createdAt),
    author: userJson(state, release.author),
    assets: release.assets.map((asset) => assetJson(state, asset)),
  }
}

export function assetJson(state: State, { id, name, bytes, uuid, createdAt }: AssetState) {
  return {
    id,
    name,
    size: bytes.length,
    download_count: 0,
    created_at: timestamp(createdAt),
    uuid,
    browser_download_url: `${state.url}/attachments/${uuid}`,
  }
}
