import type { Config, Descriptor, Manifest, Words } from './documents.ts'
import { hasImageConfig, readConfig } from './documents.ts'
import type { Store } from './fetch.ts'
import type { Platform } from './platforms.ts'
import { MissingPart, unreadable } from './refusal.ts'

/** The facts that one image states about itself. */
export interface ReadImage {
  /** How messages call it. */
  readonly name: string
  /** As its configuration names it. */
  readonly platform: Platform | undefined
  readonly annotations: Words
  readonly labels: Words
  readonly created: string | undefined
  readonly layers: readonly Descriptor[]
}

/**
 * Reads the configuration of an image.
 * @returns `undefined` if the manifest is of another artifact
 * @throws MissingPart if the configuration does not exist
 * @throws OutsideError `image-unreadable` if it cannot be read
 */
export async function readImage(
  store: Store,
  manifest: Manifest,
  name: string,
): Promise<ReadImage | undefined> {
  if (!hasImageConfig(manifest)) return undefined
  const { digest, size } = manifest.config
  const fetched = await store.blob(digest)
  if (fetched === undefined)
    throw new MissingPart(`${name} names the configuration ${digest}, which is not there`)
  if (fetched.bytes.length !== size)
    throw unreadable(
      `${name} says that its configuration ${digest} has ${size} bytes, and it has ${fetched.bytes.length}`,
    )
  const config: Config = readConfig(fetched.bytes, `the configuration ${digest}`)
  const { os, architecture, variant } = config
  return {
    name,
    platform: os && architecture ? { os, architecture, variant } : undefined,
    annotations: manifest.annotations,
    labels: config.config?.Labels,
    created: config.created ?? undefined,
    layers: manifest.layers,
  }
}
