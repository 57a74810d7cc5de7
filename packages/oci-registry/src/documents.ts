import { parseJson } from '@suite/rest/json'
import * as z from 'zod/mini'
import { isDigest } from './digest.ts'
import { quote } from './quote.ts'
import { unreadable } from './refusal.ts'

/** The documents that describe an image, by OCI and by Docker: an index of images, or one image. */
export const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const
export const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const
/** Configurations that hold a platform and labels. Those of other artifacts have no fixed content. */
const configTypes: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]

/** More entries than a real index has, and more layers than a real image. */
const mostEntries = 256
const mostLayers = 512

const digest = z.string().check(z.refine(isDigest))
const words = z.nullish(z.record(z.string(), z.string()))
/** Empty in an image that was made of layers alone, as `crane append` does. */
const emptyOrWord = z.optional(z.string().check(z.regex(/^[\w.-]{0,40}$/)))
const platform = z.object({
  os: z.string().check(z.regex(/^[\w.-]{1,40}$/)),
  architecture: z.string().check(z.regex(/^[\w.-]{1,40}$/)),
  variant: emptyOrWord,
})
const descriptor = z.object({
  mediaType: z.string(),
  digest,
  size: z.number().check(z.nonnegative(), z.multipleOf(1), z.maximum(Number.MAX_SAFE_INTEGER)),
  urls: z.nullish(z.array(z.string())),
  platform: z.optional(platform),
  annotations: words,
})
const index = z.object({
  mediaType: z.optional(z.string()),
  manifests: z.array(descriptor).check(z.maxLength(mostEntries)),
  annotations: words,
})
const manifest = z.object({
  mediaType: z.optional(z.string()),
  config: descriptor,
  layers: z.array(descriptor).check(z.maxLength(mostLayers)),
  annotations: words,
})
const config = z.object({
  os: emptyOrWord,
  architecture: emptyOrWord,
  variant: emptyOrWord,
  created: z.nullish(z.string()),
  config: z.nullish(z.object({ Labels: words })),
})

export type Words = z.infer<typeof words>
export type Descriptor = z.infer<typeof descriptor>
export type Index = z.infer<typeof index>
export type Manifest = z.infer<typeof manifest>
export type Config = z.infer<typeof config>

export type ImageDocument =
  | { readonly kind: 'index'; readonly mediaType: string; readonly content: Index }
  | { readonly kind: 'manifest'; readonly mediaType: string; readonly content: Manifest }

/** The types that the answer and the index give a document, and its name in messages. */
export interface Provenance {
  readonly name: string
  /** The `Content-Type` that it came with. */
  readonly contentType: string | undefined
  /** The media type in the index that lists it. */
  readonly listedAs?: string | undefined
}

/**
 * Reads a manifest or an index. A document that could be read as both, or that is given two types, is refused, because
 * another tool would see another image in the same bytes (CVE-2021-41190).
 *
 * @throws OutsideError `image-unreadable` if the document is neither, or could be both
 */
export function readDocument(bytes: Uint8Array, { name, contentType, listedAs }: Provenance): ImageDocument {
  const value = readObject(bytes, name)
  if (value.schemaVersion === 1)
    throw unreadable(
      `${name} is a manifest of Docker's schema 1, which current tools do not pull`,
      'Build and push the image again with a current tool.',
    )
  const kind = 'manifests' in value ? 'index' : 'manifest'
  const types: readonly string[] = kind === 'index' ? indexTypes : manifestTypes
  if ('manifests' in value && ('config' in value || 'layers' in value))
    throw unreadable(`${name} is an index and a manifest in one`)
  const header = contentType?.split(';')[0]?.trim().toLowerCase()
  const claims = [value.mediaType, isVendorType(header) ? header : undefined, listedAs].filter(
    (type) => type !== undefined,
  )
  const wrong = claims.find((type) => type !== claims[0] || !types.includes(String(type)))
  if (wrong !== undefined)
    throw unreadable(`${name} is declared as ${quote(String(wrong))}, but is not such a ${kind}`)
  const mediaType = String(claims[0] ?? types[0])
  return kind === 'index'
    ? { kind, mediaType, content: readShape(index, value, name) }
    : { kind, mediaType, content: readShape(manifest, value, name) }
}

/** @throws OutsideError `image-unreadable` */
export function readConfig(bytes: Uint8Array, name: string): Config {
  return readShape(config, readObject(bytes, name), name)
}

/** Returns whether the configuration of a manifest is that of an image. */
export function hasImageConfig({ config: { mediaType } }: Manifest): boolean {
  return configTypes.includes(mediaType)
}

/** Returns whether entries of this type in an index are an index or an image. Entries of other types cannot be run. */
export function isDocumentType(type: string): boolean {
  return [...indexTypes, ...manifestTypes].some((known) => known === type)
}

/** A general type, such as `application/json`, says nothing about the document. */
function isVendorType(type: string | undefined): boolean {
  return type?.startsWith('application/vnd.') ?? false
}

function readObject(bytes: Uint8Array, name: string): Readonly<Record<string, unknown>> {
  const value = parseJson(bytes)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw unreadable(`${name} is not a JSON object`)
}

function readShape<Data>(shape: z.ZodMiniType<Data>, value: unknown, name: string): Data {
  const read = z.safeParse(shape, value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw unreadable(
    `${name} does not read like one: ${quote(issue?.path.join('.') ?? '')} is missing or wrong`,
  )
}
