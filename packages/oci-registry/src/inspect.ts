import { commonReasons, UsageError } from '@suite/errors'
import { isDigest } from './digest.ts'
import { type Manifest, readDocument } from './documents.ts'
import type { Store } from './fetch.ts'
import { readImages } from './images.ts'
import { requireLayers } from './layers.ts'
import { quote } from './quote.ts'
import { type ReadImage, readImage } from './read-image.ts'
import { unreadable } from './refusal.ts'
import { type InspectedImage, summarize } from './summarize.ts'

export interface Registry {
  /**
   * Proves that a digest is in the repository, and returns its image.
   * @param digest `sha256:` or `sha512:`, and its hexadecimal digits
   * @returns undefined if it is not in the repository
   * @throws UsageError `input-invalid` for a text that is not a digest
   * @throws MissingPart if a part of it is missing, which may still appear right after a push
   * @throws OutsideError `registry-refused`, `image-unreadable`, `digest-mismatch`
   */
  inspect(digest: string): Promise<InspectedImage | undefined>
}

/**
 * Returns the image of a digest; undefined if it is not in the repository.
 * @throws UsageError `input-invalid` for a text that is not a digest
 * @throws MissingPart if a part of the image is missing
 * @throws OutsideError `registry-refused`, `image-unreadable`, `digest-mismatch`
 */
export async function inspectImage(store: Store, digest: string): Promise<InspectedImage | undefined> {
  if (!isDigest(digest))
    throw new UsageError(
      commonReasons['input-invalid'],
      `${quote(digest)} is not a digest`,
      'Write sha256: and 64 hexadecimal digits.',
    )
  const fetched = await store.manifest(digest)
  if (fetched === undefined) return undefined
  const { kind, mediaType, content } = readDocument(fetched.bytes, {
    name: digest,
    contentType: fetched.contentType,
  })
  const images =
    kind === 'index' ? await readImages(store, content, digest) : await readOnly(store, content, digest)
  if (images.length === 0) throw unreadable(`the index ${digest} lists no image that could be run`)
  await requireLayers(store, images)
  return summarize({ digest, mediaType }, kind === 'index' ? content.annotations : undefined, images)
}

async function readOnly(store: Store, content: Manifest, digest: string): Promise<ReadImage[]> {
  const image = await readImage(store, content, digest)
  if (image) return [image]
  throw unreadable(`${digest} is not an image: its configuration is ${quote(content.config.mediaType)}`)
}
