import * as z from 'zod/mini'
import { filled, id as sha } from '../answers.ts'
import type { Release, ReleaseAsset } from '../ports/releases.ts'

/** The parts of Gitea's answers about releases that are used. https://docs.gitea.com/api */

const id = z.int().check(z.positive())

const rawAsset = z.object({
  id,
  name: filled,
  size: z.int().check(z.nonnegative()),
  uuid: z.string().check(z.regex(/^[0-9a-fA-F-]{1,64}$/)),
})

/** The address of a file is made from its `uuid`. */
export const attachment = rawAsset
export const asset = z.pipe(rawAsset, z.transform(toAsset))

/** Gitea answers `null` for some empty lists. */
export const assets = z.pipe(
  z.nullish(z.array(asset)),
  z.transform((rows) => rows ?? []),
)

const rawRelease = z.object({
  id,
  tag_name: z.string(),
  target_commitish: z.string(),
  name: z.nullish(z.string()),
  body: z.nullish(z.string()),
  draft: z.boolean(),
  prerelease: z.boolean(),
  html_url: filled,
  published_at: z.nullish(z.string()),
  assets: z.nullish(z.array(asset)),
})

export const release = z.pipe(rawRelease, z.transform(toRelease))
export const releases = z.array(release)

export const tag = z.object({ name: filled, id: sha, commit: z.object({ sha }) })
export const tags = z.array(tag)

function toRelease(raw: z.infer<typeof rawRelease>): Release {
  return {
    id: raw.id,
    tag: raw.tag_name,
    target: raw.target_commitish,
    name: raw.name ?? '',
    body: raw.body ?? '',
    isDraft: raw.draft,
    isPrerelease: raw.prerelease,
    isImmutable: undefined,
    url: raw.html_url,
    // A draft has the time at which it was made there.
    publishedAt: raw.draft ? undefined : (raw.published_at ?? undefined),
    // Files go to the API itself. The address that an instance writes is that of its users, not of its runners.
    uploadUrl: undefined,
    assets: raw.assets ?? undefined,
  }
}

/** Gitea stores a file when it has come whole, and computes no digest. */
function toAsset({ id, name, size }: z.infer<typeof rawAsset>): ReleaseAsset {
  return { id, name, size, isWhole: true, sha256: undefined }
}
