import type { Release } from '@suite/forge'
import { visible } from '@suite/report'
import { reasons } from './reasons.ts'
import { type Refusal, refuse } from './refusal.ts'
import type { SeenAsset } from './seen.ts'
import type { Wanted, WantedFile } from './wanted.ts'

/** What is done about one file of a draft. */
export type AssetStep =
  | { readonly kind: 'upload'; readonly release: Release; readonly file: WantedFile }
  | {
      readonly kind: 'remove-asset'
      readonly release: Release
      readonly asset: SeenAsset
      readonly why: string
    }

/** Returns the next step that makes the files of a draft those that are wanted; undefined if they are. */
export function compareAssets(
  wanted: Wanted,
  release: Release,
  assets: readonly SeenAsset[],
): AssetStep | Refusal | undefined {
  const wantedOf = new Map(wanted.files.map((file) => [file.name, file]))
  const foreign = assets.filter(({ name }) => !wantedOf.has(name) && name !== wanted.bundle)
  if (foreign.length > 0)
    return refuse(
      reasons['asset-foreign'],
      ...foreign.map(
        ({ name }) =>
          `the draft ${release.url} holds ${visible(name, 200)}, which is not part of this release`,
      ),
    )
  const good = new Set<string>()
  for (const asset of assets) {
    const file = wantedOf.get(asset.name)
    const why = file === undefined ? 'this run has no attestations' : describeDifference(file, asset)
    if (why !== undefined) return { kind: 'remove-asset', release, asset, why }
    if (good.has(asset.name)) return { kind: 'remove-asset', release, asset, why: 'it is there twice' }
    good.add(asset.name)
  }
  const missing = wanted.files.find(({ name }) => !good.has(name))
  return missing && { kind: 'upload', release, file: missing }
}

/** Returns how a file differs from what is wanted, to complete "because …"; undefined if it is equal. */
export function describeDifference(file: WantedFile, asset: SeenAsset): string | undefined {
  if (!asset.isWhole) return 'its upload was interrupted'
  if (asset.size !== file.size) return `it has ${asset.size} bytes, and must have ${file.size}`
  if (asset.sha256 === undefined) return 'its bytes could not be compared'
  if (asset.sha256 !== file.sha256) return `its SHA-256 is ${asset.sha256}, and must be ${file.sha256}`
  return undefined
}
