import { gzipSync } from 'node:zlib'
import { makeTar } from '../core/tar.ts'
import { digestOf } from './state.ts'

export interface ImageOptions {
  /** `os/architecture[/variant]`. Default: `linux/amd64`. */
  readonly platforms?: readonly string[]
  /** In the configuration of each image. */
  readonly labels?: Readonly<Record<string, string>>
  /** On the index, or on the manifest of a single image. */
  readonly annotations?: Readonly<Record<string, string>>
  /**
   * Whether to write an index for a single platform. Default: an index only for several platforms, or with
   * attestations.
   */
  readonly index?: boolean
  /** Whether each image has an attestation, as a build with provenance does. */
  readonly attestations?: boolean
  /** `docker` uses Docker's media types instead of OCI's. */
  readonly format?: 'oci' | 'docker'
  /** RFC 3339. */
  readonly created?: string
  /** What the image contains; other content gives another digest. */
  readonly content?: string
}

/** Bytes to push, and their type. */
export interface Part {
  readonly mediaType: string
  readonly digest: string
  readonly bytes: Buffer
}

/** A manifest, the parts that it names, and its platform. */
export interface BuiltManifest extends Part {
  readonly platform: string
  readonly blobs: readonly Part[]
}

export interface BuiltImage extends Part {
  /** Manifests to push first; empty if the image is a single manifest. */
  readonly children: readonly BuiltManifest[]
  /** Blobs of the image itself, if it is a single manifest. */
  readonly blobs: readonly Part[]
}

const types = {
  oci: {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  },
  docker: {
    index: 'application/vnd.docker.distribution.manifest.list.v2+json',
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  },
} as const

/** Builds an image in memory: a layer with one file, a configuration, a manifest, and for several platforms an index. */
export function buildImage(options: ImageOptions): BuiltImage {
  const { platforms = ['linux/amd64'], attestations = false, annotations } = options
  const images = platforms.map((platform) => buildManifest(options, platform))
  const [single] = images
  if (single && images.length === 1 && !attestations && !options.index) {
    const annotated = annotations ? buildManifest(options, single.platform, annotations) : single
    return { ...annotated, children: [] }
  }
  const children = attestations ? [...images, ...images.map(attest)] : images
  const { index } = types[options.format ?? 'oci']
  const manifests = children.map((child, at) => ({
    ...describe(child),
    platform: readPlatform(child.platform),
    ...(at >= images.length && {
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': images[at - images.length]?.digest,
      },
    }),
  }))
  return {
    ...toPart(index, { schemaVersion: 2, mediaType: index, manifests, annotations }),
    children,
    blobs: [],
  }
}

function buildManifest(
  { labels = {}, format = 'oci', created = '2026-01-02T03:04:05Z', content = 'hello' }: ImageOptions,
  platform: string,
  annotations?: Readonly<Record<string, string>>,
): BuiltManifest {
  const type = types[format]
  const tar = makeTar({ 'app.txt': `${content} on ${platform}\n` })
  const layer = { mediaType: type.layer, ...withDigest(gzipSync(tar)) }
  const config = toPart(type.config, {
    ...readPlatform(platform),
    created,
    config: { Labels: labels },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
    history: [{ created, created_by: 'testkit' }],
  })
  const manifest = {
    schemaVersion: 2,
    mediaType: type.manifest,
    config: describe(config),
    layers: [describe(layer)],
    annotations,
  }
  return { ...toPart(type.manifest, manifest), platform, blobs: [config, layer] }
}

/** Returns the attestation of an image. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function attest({ digest }: BuiltManifest): BuiltManifest {
  const { manifest: mediaType, config: configType } = types.oci
  const platform = { architecture: 'unknown', os: 'unknown' }
  const config = toPart(configType, { ...platform, config: {}, rootfs: { type: 'layers', diff_ids: [] } })
  const statement = toPart('application/vnd.in-toto+json', {
    _type: 'https://in-toto.io/Statement/v0.1',
    digest,
  })
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: describe(config),
    layers: [describe(statement)],
  }
  return { ...toPart(mediaType, manifest), platform: 'unknown/unknown', blobs: [config, statement] }
}

function toPart(mediaType: string, value: unknown): Part {
  return { mediaType, ...withDigest(Buffer.from(JSON.stringify(value))) }
}

function withDigest(bytes: Buffer): { bytes: Buffer; digest: string } {
  return { bytes, digest: digestOf(bytes) }
}

function describe({ mediaType, digest, bytes }: Part): { mediaType: string; digest: string; size: number } {
  return { mediaType, digest, size: bytes.length }
}

function readPlatform(platform: string): { os: string; architecture: string; variant?: string } {
  const [os = '', architecture = '', variant] = platform.split('/')
  return { os, architecture, ...(variant !== undefined && { variant }) }
}
