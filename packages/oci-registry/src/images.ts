import { inParallel } from '@suite/http'
import type { Descriptor, Index, Manifest } from './documents.ts'
import { isDocumentType, readDocument } from './documents.ts'
import type { Store } from './fetch.ts'
import { formatPlatform, isSamePlatform, type Platform } from './platforms.ts'
import { type ReadImage, readImage } from './read-image.ts'
import { MissingPart, unreadable } from './refusal.ts'

/** The number of manifests of an index that are read at the same time. */
const atATime = 4
/** More nested indexes, and more manifests in all of them, than a real image has. */
const deepest = 4
const mostManifests = 256

/** An index that is being read, and the documents that led to it. */
interface Place {
  readonly depth: number
  /** Digests of the indexes around it. */
  readonly around: readonly string[]
  /** Counts the manifests of the whole walk. */
  readonly budget: { left: number }
}

/**
 * Returns the images of an index, and of the indexes within it. A pull would fail for an image that is listed and does
 * not exist, and for one that is listed for another platform than its configuration names.
 *
 * @throws MissingPart if a listed document does not exist
 * @throws OutsideError `image-unreadable` if a document cannot be read, or contradicts the index
 */
export function readImages(store: Store, index: Index, digest: string): Promise<ReadImage[]> {
  return walk(store, index, { depth: 1, around: [digest], budget: { left: mostManifests } })
}

async function walk(store: Store, { manifests }: Index, place: Place): Promise<ReadImage[]> {
  const entries = manifests.filter(isRunnable)
  place.budget.left -= entries.length
  if (place.budget.left < 0) throw unreadable(`the index lists more than ${mostManifests} manifests`)
  const images = await inParallel(atATime, entries, (entry) => readEntry(store, entry, place))
  return images.flat()
}

async function readEntry(store: Store, entry: Descriptor, place: Place): Promise<ReadImage[]> {
  const { digest, size, platform } = entry
  const name = `${digest}${platform ? ` (${formatPlatform(platform)})` : ''}`
  if (place.around.includes(digest)) throw unreadable(`the index ${name} lists itself`)
  const fetched = await store.manifest(digest)
  if (fetched === undefined) throw new MissingPart(`the index lists ${name}, which is not there`)
  if (fetched.bytes.length !== size)
    throw unreadable(`the index says that ${name} has ${size} bytes, and it has ${fetched.bytes.length}`)
  const { contentType } = fetched
  const { kind, content } = readDocument(fetched.bytes, { name, contentType, listedAs: entry.mediaType })
  if (kind === 'index') return readNested(store, content, entry, name, place)
  return readSingle(store, content, entry, name)
}

/**
 * Keeps the images of the entry's platform: a pull for that platform uses only these from the index behind the entry.
 */
async function readNested(
  store: Store,
  content: Index,
  { digest, platform }: Descriptor,
  name: string,
  { depth, around, budget }: Place,
): Promise<ReadImage[]> {
  if (depth >= deepest) throw unreadable(`the index ${name} is nested more than ${deepest} deep`)
  const images = await walk(store, content, { depth: depth + 1, around: [...around, digest], budget })
  if (platform === undefined) return images
  const fitting = images.filter((image) => image.platform && isSamePlatform(platform, image.platform))
  if (fitting.length === 0) throw unreadable(`the index ${name} lists no image of its platform`)
  return fitting
}

async function readSingle(
  store: Store,
  content: Manifest,
  { platform, annotations }: Descriptor,
  name: string,
): Promise<ReadImage[]> {
  const image = await readImage(store, content, name)
  // A chart or an attestation of another tool cannot be run, even if the index gives it a platform.
  if (image === undefined) return []
  requireAgreement(platform, image.platform, name)
  return [
    {
      ...image,
      platform: image.platform && { ...image.platform, variant: platform?.variant || image.platform.variant },
      annotations: { ...image.annotations, ...annotations },
    },
  ]
}

function requireAgreement(
  listed: Platform | undefined,
  configured: Platform | undefined,
  name: string,
): void {
  if (listed === undefined || (configured && isSamePlatform(listed, configured))) return
  const actual = configured ? `names ${formatPlatform(configured)}` : 'names no platform'
  throw unreadable(
    `the index lists ${name}, and the configuration of that image ${actual}`,
    'Build the image again for the platform that the index lists, and push the index again.',
  )
}

/**
 * Returns whether an entry is an attestation of a build, which the index lists as an image without a platform.
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
function isRunnable({ mediaType, platform, annotations }: Descriptor): boolean {
  if (!isDocumentType(mediaType)) return false
  if (annotations?.['vnd.docker.reference.type'] === 'attestation-manifest') return false
  return platform?.os !== 'unknown' && platform?.architecture !== 'unknown'
}
