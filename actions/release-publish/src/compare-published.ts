import type { Release } from '@suite/forge'
import { visible } from '@suite/report'
import { describeDifference } from './compare-assets.ts'
import type { Seen } from './seen.ts'
import type { Wanted } from './wanted.ts'

/** Returns every difference between a published release and what is wanted; empty if they are equal. */
export function comparePublished(wanted: Wanted, { tag, assets }: Seen, release: Release): readonly string[] {
  const differences: string[] = []
  if (tag !== undefined && tag.commit !== wanted.commit)
    differences.push(`the tag ${wanted.tag} points to ${tag.commit}, and must point to ${wanted.commit}`)
  if (tag !== undefined && wanted.annotatedTag && !tag.isAnnotated)
    differences.push(`the tag ${wanted.tag} is not annotated`)
  if (release.isPrerelease !== wanted.isPrerelease)
    differences.push(
      release.isPrerelease
        ? 'it is marked as a prerelease, and must not be'
        : 'it is not marked as a prerelease, and must be',
    )
  const named = (name: string) => assets.filter((asset) => asset.name === name)
  for (const file of wanted.files) {
    const [asset, ...more] = named(file.name)
    if (asset === undefined) differences.push(`${file.name} is missing`)
    else if (more.length > 0) differences.push(`${file.name} is there ${more.length + 1} times`)
    else {
      const why = asset.coversRelease ? undefined : describeDifference(file, asset)
      if (why !== undefined) differences.push(`${file.name} differs: ${why}`)
    }
  }
  const expected = new Set(wanted.files.map(({ name }) => name))
  for (const asset of assets) {
    if (expected.has(asset.name)) continue
    if (asset.name !== wanted.bundle)
      differences.push(`${visible(asset.name, 200)} is not part of this release`)
    else if (!asset.coversRelease) differences.push(`${asset.name} is not about the files of this release`)
    else if (named(asset.name).length > 1) differences.push(`${asset.name} is there twice`)
  }
  return differences
}
