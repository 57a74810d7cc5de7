import * as z from 'zod/mini'
import { id as commit, filled } from '../answers.ts'
import type { Release, ReleaseAsset } from '../ports/releases.ts'

/** The parts of GitHub's answers about releases that are used. https://docs.github.com/rest/releases */

const id = z.int().check(z.positive())

const rawAsset = z.object({
  id,
  name: filled,
  size: z.int().check(z.nonnegative()),
  state: z.string(),
  digest: z.nullish(z.string()),
})

export const asset = z.pipe(rawAsset, z.transform(toAsset))
export const assets = z.array(asset)

function toAsset({ digest, state, ...raw }: z.infer<typeof rawAsset>): ReleaseAsset {
  return {
    id: raw.id,
    name: raw.name,
    size: raw.size,
    isWhole: state === 'uploaded',
    sha256: /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '')?.[1]?.toLowerCase(),
  }
}

const rawRelease = z.object({
  id,
  tag_name: z.string(),
  target_commitish: z.string(),
  name: z.nullish(z.string()),
  body: z.nullish(z.string()),
  draft: z.boolean(),
  prerelease: z.boolean(),
  immutable: z.nullish(z.boolean()),
  html_url: filled,
  published_at: z.nullish(z.string()),
  upload_url: z.nullish(z.string()),
  assets: z.nullish(assets),
})

export const release = z.pipe(rawRelease, z.transform(toRelease))
export const releases = z.array(release)

function toRelease(raw: z.infer<typeof rawRelease>): Release {
  return {
    id: raw.id,
    tag: raw.tag_name,
    target: raw.target_commitish,
    name: raw.name ?? '',
    body: raw.body ?? '',
    isDraft: raw.draft,
    isPrerelease: raw.prerelease,
    isImmutable: raw.immutable ?? undefined,
    url: raw.html_url,
    publishedAt: raw.published_at ?? undefined,
    uploadUrl: raw.upload_url ?? undefined,
    assets: raw.assets ?? undefined,
  }
}

export const notes = z.object({ name: z.string(), body: z.string() })

export const immutableReleases = z.object({ enabled: z.boolean() })

export const attestations = z.object({
  attestations: z.nullish(
    z.array(z.object({ bundle: z.nullish(z.unknown()), initiator: z.nullish(z.string()) })),
  ),
})

/** The part of a Sigstore bundle that says what it states. */
export const bundle = z.object({ dsseEnvelope: z.object({ payload: filled }) })
export const statement = z.object({ predicateType: filled })

export const madeTag = z.object({ sha: commit })
export const madeRef = z.object({ ref: filled, object: z.object({ sha: commit }) })
const target = z.object({ sha: commit, type: z.string() })
/** A ref, asked for by its full name. */
export const tagRef = (ref: string) => z.object({ ref: z.literal(ref), object: target })
export const tagRefs = z.array(z.object({ ref: filled, object: target }))
export const repositoryTags = z.array(z.object({ name: filled, commit: z.object({ sha: commit }) }))

/** The files of a folder, or a single file. */
export const folderEntries = z.array(z.object({ path: filled, sha: commit }))

/** The answer of a removal has no body, which octokit gives as an empty text. */
export const nothing = z.union([z.undefined(), z.literal('')])
