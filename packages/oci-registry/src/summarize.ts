import { readTime } from '@suite/contract/grammar'
import type { Words } from './documents.ts'
import { formatPlatform } from './platforms.ts'
import type { ReadImage } from './read-image.ts'

/** An image in its registry. Its manifests and configurations match their digests, and its layers exist. */
export interface InspectedImage {
  readonly digest: string
  readonly mediaType: string
  /** `os/architecture[/variant]`, sorted, each once. In an index only those whose images exist. */
  readonly platforms: readonly string[]
  /** The commit that it was built from, if all its platforms name the same one. */
  readonly revision?: string
  /** All commits that it names: more than one if its platforms differ. */
  readonly revisions: readonly string[]
  /** When it was built, RFC 3339; of several times the latest. */
  readonly created?: string
}

/**
 * Returns the summary of an index or of a single image.
 * @param whole annotations of the index
 */
export function summarize(
  identity: { readonly digest: string; readonly mediaType: string },
  whole: Words,
  images: readonly ReadImage[],
): InspectedImage {
  const platforms = images.flatMap(({ platform }) => (platform ? [formatPlatform(platform)] : []))
  // A revision of any version control has neither a blank nor a line break.
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
 * Returns the values from the annotations of the index, or else of its images, or else from the labels of their
 * configurations, because labels may come from the base image. The value of an image without one is undefined.
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
