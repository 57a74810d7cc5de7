import { inParallel } from '@suite/http'
import type { Descriptor } from './documents.ts'
import type { Store } from './fetch.ts'
import type { ReadImage } from './read-image.ts'
import { MissingPart, unreadable } from './refusal.ts'

/** How many layers are asked for at a time. */
const atATime = 8

/**
 * Requires every layer of the images in the repository, each with the size that its manifest gives. Only that they are
 * there is asked: their bytes are checked by whoever pulls them.
 *
 * @throws MissingPart for a layer that is not there
 * @throws OutsideError `image-unreadable` for one of another size
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
 * Layers that may not be pushed to any registry, such as those of Windows, name the addresses that they are pulled from.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#non-distributable-layers
 */
function isKeptElsewhere({ mediaType, urls }: Descriptor): boolean {
  const foreign =
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.diff.') ||
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.v1.')
  return foreign && (urls ?? []).length > 0
}
