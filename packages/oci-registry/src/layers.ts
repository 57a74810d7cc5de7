import { inParallel } from '@suite/http'
import type { Descriptor } from './documents.ts'
import type { Store } from './fetch.ts'
import type { ReadImage } from './read-image.ts'
import { MissingPart, unreadable } from './refusal.ts'

/** The number of layers that are requested at the same time. */
const atATime = 8

/**
 * Requires every layer of the images in the repository, each with the size that its manifest gives. Their bytes
 * are not read: the pull checks them.
 *
 * @throws MissingPart if a layer does not exist
 * @throws OutsideError `image-unreadable` if a layer has another size
 */
export async function requireLayers(store: Store, images: readonly ReadImage[]): Promise<void> {
  const layers = new Map<string, { readonly layer: Descriptor; readonly name: string }>()
  for (const { name, layers: own } of images)
    for (const layer of own) layers.set(`${layer.digest} ${layer.size}`, { layer, name })
  await inParallel(atATime, [...layers.values()], async ({ layer, name }) => {
    const { digest, size } = layer
    const found = await store.find(digest)
    if (found === undefined) {
      if (isKeptElsewhere(layer)) return
      throw new MissingPart(`${name} names the layer ${digest}, which is not there`)
    }
    if (found.size !== undefined && found.size !== size)
      throw unreadable(`${name} says that its layer ${digest} has ${size} bytes, and it has ${found.size}`)
  })
}

/**
 * Returns whether a layer may not be pushed to a registry, as those of Windows. It names the addresses to pull it from.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#non-distributable-layers
 */
function isKeptElsewhere({ mediaType, urls }: Descriptor): boolean {
  const foreign =
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.diff.') ||
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.v1.')
  return foreign && (urls ?? []).length > 0
}
