import { commonReasons, UsageError } from '@suite/errors'
import { inParallel } from '@suite/http'
import { isDigest } from './digest.ts'
import type { Config, Descriptor, Index, Manifest } from './documents.ts'
import { hasImageConfig, readConfig, readDocument } from './documents.ts'
import type { Store } from './fetch.ts'
import { formatPlatform, type Platform } from './platforms.ts'
import { quote } from './quote.ts'
import { unreadable } from './refusal.ts'

/** An image as its registry gives it, every byte of it checked against the digest. */
export interface InspectedImage {
  readonly digest: string
  readonly mediaType: string
  /** `os/architecture[/variant]`, sorted, each once. Those of an index whose images are there. */
  readonly platforms: readonly string[]
  /** The commit it was built from, where all its platforms name the same one. */
  readonly revision?: string
  /** All commits that it names: more than one where its platforms differ. */
  readonly revisions: readonly string[]
  /** When it was built, RFC 3339; of several times the latest. */
  readonly created?: string
}

export interface Registry {
  /**
   * Proves that a digest is in the repository, and tells what it is.
   * @param digest `sha256:` or `sha512:`, and its hexadecimal digits
   * @returns `undefined` where it is not there
   * @throws UsageError `input-invalid` for what is no digest
   * @throws OutsideError `registry-refused`, `image-unreadable`, `digest-mismatch`
   */
  inspect(digest: string): Promise<InspectedImage | undefined>
}

/** How many images of an index are read at a time. */
const atATime = 4

/** What one image says of itself. */
interface Told {
  readonly platform: Platform | undefined
  readonly annotations: Words
  readonly labels: Words
  readonly created: string | undefined
}

type Words = Readonly<Record<string, string>> | null | undefined

/** @see Registry.inspect */
export async function inspectImage(store: Store, digest: string): Promise<InspectedImage | undefined> {
  if (!isDigest(digest))
    throw new UsageError(
      commonReasons['input-invalid'],
      `${quote(digest)} is no digest`,
      'Write sha256: and 64 hexadecimal digits.',
    )
  const fetched = await store.manifest(digest)
  if (fetched === undefined) return undefined
  const { kind, mediaType, content } = readDocument(fetched.bytes, fetched.contentType, digest)
  if (kind === 'index') {
    const images = await readImages(store, content)
    return summarize({ digest, mediaType }, content.annotations, images)
  }
  const image = await readImage(store, content, digest)
  if (image === undefined)
    throw unreadable(`${digest} is no image: its configuration is ${quote(content.config.mediaType)}`)
  return summarize({ digest, mediaType }, undefined, [image])
}

/** The images of an index. One that is listed and not there would fail where it is pulled. */
async function readImages(store: Store, { manifests }: Index): Promise<Told[]> {
  const told = await inParallel(atATime, manifests.filter(isRunnable), async (entry) => {
    const fetched = await store.manifest(entry.digest)
    const name = `${entry.digest}${entry.platform ? ` (${formatPlatform(entry.platform)})` : ''}`
    if (fetched === undefined) throw unreadable(`the index lists ${name}, which is not there`)
    const { kind, content } = readDocument(fetched.bytes, fetched.contentType, name)
    if (kind === 'index') throw unreadable(`the index lists ${name}, which is an index again`)
    const image = await readImage(store, content, name)
    // A chart or an attestation of another tool runs nowhere, whatever platform the index gives it.
    if (image === undefined) return undefined
    return {
      ...image,
      platform: entry.platform ?? image.platform,
      annotations: { ...image.annotations, ...entry.annotations },
    }
  })
  return told.filter((image) => image !== undefined)
}

/** `undefined` where this is no image but another artifact. */
async function readImage(store: Store, manifest: Manifest, name: string): Promise<Told | undefined> {
  if (!hasImageConfig(manifest)) return undefined
  const { digest } = manifest.config
  const fetched = await store.blob(digest)
  if (fetched === undefined) throw unreadable(`${name} names the configuration ${digest}, which is not there`)
  const config: Config = readConfig(fetched.bytes, `the configuration ${digest}`)
  const { os, architecture, variant } = config
  return {
    platform: os && architecture ? { os, architecture, variant } : undefined,
    annotations: manifest.annotations,
    labels: config.config?.Labels,
    created: config.created ?? undefined,
  }
}

/** Attestations of a build stand in the index as images of no platform. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function isRunnable({ platform, annotations }: Descriptor): boolean {
  if (annotations?.['vnd.docker.reference.type'] === 'attestation-manifest') return false
  return platform?.os !== 'unknown' && platform?.architecture !== 'unknown'
}

function summarize(
  identity: { readonly digest: string; readonly mediaType: string },
  whole: Words,
  images: readonly Told[],
): InspectedImage {
  const platforms = images.flatMap(({ platform }) => (platform ? [formatPlatform(platform)] : []))
  // Any version control may have named it, but none names it with a blank or a line break.
  const named = nearest('org.opencontainers.image.revision', whole, images).map((text) =>
    /^[\x21-\x7e]{1,200}$/.test(text ?? '') ? text : undefined,
  )
  const revisions = distinct(named)
  const [revision] = revisions
  const agreed = revisions.length === 1 && !named.includes(undefined)
  const built = distinct(nearest('org.opencontainers.image.created', whole, images))
  const created = (built.length > 0 ? built : distinct(images.map((image) => image.created)))
    .filter((time) => /^\d{4}-\d\d-\d\dT/.test(time) && !Number.isNaN(Date.parse(time)))
    .sort((one, other) => Date.parse(one) - Date.parse(other))
    .at(-1)
  return {
    ...identity,
    platforms: distinct(platforms).sort(),
    revisions,
    ...(revision !== undefined && agreed && { revision }),
    ...(created !== undefined && { created: new Date(created).toISOString() }),
  }
}

/**
 * What is said of the whole index, else of its images, else in the labels of their configurations: labels may have
 * come with the image that this one was built on. One of several that says nothing is `undefined`.
 */
function nearest(name: string, whole: Words, images: readonly Told[]): (string | undefined)[] {
  const levels = [
    [whole?.[name]],
    images.map(({ annotations }) => annotations?.[name]),
    images.map(({ labels }) => labels?.[name]),
  ]
  return levels.find((values) => distinct(values).length > 0) ?? []
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values)].filter((value) => value !== undefined && value !== '') as string[]
}
