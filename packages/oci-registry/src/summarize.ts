import { readTime } from '@suite/contract/grammar'
import type { Words } from './documents.ts'
import { formatPlatform } from './platforms.ts'
import type { ReadImage } from './read-image.ts'

/** An image as its registry gives it, its manifests and configurations checked against their digests, its layers there. */
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

/**
 * What an index, or a single image, says of itself in all.
 * @param whole annotations of the index
 */
export function summarize(
  identity: { readonly digest: string; readonly mediaType: string },
  whole: Words,
  images: readonly ReadImage[],
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
    .flatMap((time) => readTime(time) ?? [])
    .sort((one, other) => one - other)
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
function nearest(name: string, whole: Words, images: readonly ReadImage[]): (string | undefined)[] {
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
