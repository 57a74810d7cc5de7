import type { Release, ReleaseAsset, Releases } from '@suite/forge'
import { hashSink } from '@suite/http'
import { joinBundles } from './attestations/bundles.ts'
import { memorySink } from './memory-sink.ts'
import { type Seen, type SeenAsset, subjectOf } from './seen.ts'
import type { Wanted } from './wanted.ts'

/** The most bytes of a file of attestations. */
export const mostBundleBytes = 32 * 1024 * 1024

export interface Looking {
  readonly wanted: Wanted
  /** Drafts that are read by their ids, because a list may lag behind. */
  readonly known: ReadonlySet<number>
  /** Drafts that this run deleted. */
  readonly removed: ReadonlySet<number>
  /** Digests by the ids of files whose bytes were read. */
  readonly digests: Map<number, string>
  /** Whether the latest release is read too. */
  readonly asksLatest: boolean
}

/** Reads everything that the forge has for the tag. */
export async function lookAtAll(releases: Releases, looking: Looking): Promise<Seen> {
  const { wanted, known, removed, asksLatest } = looking
  const listed = releases.all()
  const [all, published, tag, latest, own] = await Promise.all([
    listed,
    releases.published(wanted.tag, listed),
    releases.tag(wanted.tag),
    asksLatest ? releases.latest(listed) : undefined,
    readById(releases, wanted, known),
  ])
  const byId = new Map(all.map((release) => [release.id, release]))
  if (published !== undefined) byId.set(published.id, published)
  // What a read by id says is newer than any list.
  for (const id of known) byId.delete(id)
  for (const release of own) byId.set(release.id, release)
  for (const id of removed) byId.delete(id)
  const ofTag = [...byId.values()].filter((release) => release.tag === wanted.tag)
  return {
    tag,
    releases: ofTag,
    listed: new Set(all.map(({ id }) => id)),
    assets: await assetsOf(releases, looking, ofTag),
    latest: latest?.id,
    isWhole: true,
  }
}

/**
 * Reads the files of the release again that is worked on, and then the releases: the last read before a write shows
 * whether it still is a draft.
 */
export async function lookAgain(releases: Releases, looking: Looking, before: Seen): Promise<Seen> {
  const { wanted, known } = looking
  const assets = await assetsOf(releases, looking, before.releases).catch((error: unknown) => ({ error }))
  const ids = new Set([...before.releases.map(({ id }) => id), ...known])
  const ofTag = (await readById(releases, wanted, ids)).filter((release) => release.tag === wanted.tag)
  const isSame = subjectOf(wanted, ofTag)?.id === subjectOf(wanted, before.releases)?.id
  // The files of a draft that is gone cannot be read.
  if (ofTag.length === 0) return { ...before, releases: [], assets: [], isWhole: false }
  if (!isSame) return lookAtAll(releases, looking)
  if ('error' in assets) throw assets.error
  return { ...before, releases: ofTag, assets, isWhole: false }
}

async function readById(
  releases: Releases,
  { tag }: Pick<Wanted, 'tag'>,
  ids: ReadonlySet<number>,
): Promise<readonly Release[]> {
  const found = await Promise.all([...ids].map((id) => releases.read({ id, tag })))
  return found.filter((release) => release !== undefined)
}

async function assetsOf(
  releases: Releases,
  looking: Looking,
  ofTag: readonly Release[],
): Promise<readonly SeenAsset[]> {
  const subject = subjectOf(looking.wanted, ofTag)
  if (subject === undefined) return []
  const seen: SeenAsset[] = []
  // One after the other: a forge without digests sends every byte.
  for (const asset of await releases.assets(subject))
    seen.push(await judgeBytes(releases, looking, subject, asset))
  return seen
}

async function judgeBytes(
  releases: Releases,
  { wanted, digests }: Looking,
  release: Release,
  asset: ReleaseAsset,
): Promise<SeenAsset> {
  const file = wanted.files.find(({ name }) => name === asset.name)
  const known = asset.sha256 ?? digests.get(asset.id)
  const hashed = known === undefined ? await hash(releases, release, asset, file?.size) : known
  if (hashed !== undefined) digests.set(asset.id, hashed)
  const seen: SeenAsset = { ...asset, sha256: hashed }
  const isOther = asset.name === wanted.bundle && !release.isDraft && hashed !== file?.sha256
  if (!isOther || !asset.isWhole || asset.size === 0 || asset.size > mostBundleBytes) return seen
  const sink = memorySink()
  await releases.readAsset(release, asset, sink)
  const attested = wanted.files.filter(({ name }) => name !== wanted.bundle)
  const joined = joinBundles([{ where: asset.name, text: sink.text() }], attested, wanted)
  return { ...seen, coversRelease: 'text' in joined }
}

/** Hashes the bytes of a file. One of another size differs anyway, so its bytes are not read. */
async function hash(
  releases: Releases,
  release: Release,
  asset: ReleaseAsset,
  size: number | undefined,
): Promise<string | undefined> {
  if (!asset.isWhole || asset.size !== size) return undefined
  const sink = hashSink('sha256')
  await releases.readAsset(release, asset, sink)
  return sink.digest
}
