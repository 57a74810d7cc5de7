import { UsageError } from '@suite/errors'
import { isDigest } from './digest.ts'
import { quote } from './quote.ts'
import { registryReasons } from './reasons.ts'

/** The name of an image, as Docker reads it. */
export interface ImageReference {
  /** The host, with its port if one is given. An IPv6 address stands in brackets. */
  readonly registry: string
  /** Path in the registry, such as `acme/runtime`; Docker Hub's own images are below `library/`. */
  readonly repository: string
  readonly tag?: string
  /** `sha256:` or `sha512:`, and its hexadecimal digits. */
  readonly digest?: string
}

/** The name that Docker gives to its Hub. */
export const dockerHub = 'docker.io'

const hostName = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::\d{1,5})?$/
const ipv6Host = /^\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?$/
const pathPart = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/
const tagShape = /^\w[\w.-]{0,127}$/

/**
 * Reads the name of an image: `[host[:port]/]path[:tag][@digest]`. The part before the first slash is a host if it has
 * a dot, a colon or a capital, or is `localhost`. Without a host the image is Docker Hub's.
 * https://pkg.go.dev/github.com/distribution/reference
 *
 * @throws UsageError `image-malformed` if the text names no image
 */
export function parseImageReference(text: string): ImageReference {
  const [name = '', digest, ...more] = text.split('@')
  if (/^[a-z]+:\/\//i.test(text)) throw malformed(text, 'it is a URL', 'Leave the scheme away.')
  if (more.length > 0) throw malformed(text, 'there is more than one @')
  if (digest !== undefined && !isDigest(digest))
    throw malformed(text, `${quote(digest)} is not a digest, which is sha256: and 64 hexadecimal digits`)
  const { registry, rest } = splitHost(name)
  const colon = rest.indexOf(':')
  const path = colon < 0 ? rest : rest.slice(0, colon)
  const tag = colon < 0 ? undefined : rest.slice(colon + 1)
  if (tag !== undefined && !tagShape.test(tag)) throw malformed(text, `${quote(tag)} is not a tag`)
  if (registry !== undefined && !isHost(registry)) throw malformed(text, `${quote(registry)} is not a host`)
  const bad = path.split('/').find((part) => !pathPart.test(part))
  if (bad !== undefined) throw malformed(text, wrongPart(bad))
  const place = settle(registry, path)
  if (`${place.registry}/${place.repository}`.length > 255)
    throw malformed(text, 'it has more than 255 characters')
  return { ...place, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) }
}

function splitHost(name: string): { readonly registry: string | undefined; readonly rest: string } {
  const slash = name.indexOf('/')
  const first = name.slice(0, Math.max(slash, 0))
  return slash >= 0 && isHostLike(first)
    ? { registry: first, rest: name.slice(slash + 1) }
    : { registry: undefined, rest: name }
}

function settle(registry: string | undefined, path: string): { registry: string; repository: string } {
  const host = registry === undefined ? dockerHub : settleCase(registry)
  if (host !== dockerHub && host !== `index.${dockerHub}`) return { registry: host, repository: path }
  return { registry: dockerHub, repository: path.includes('/') ? path : `library/${path}` }
}

/** Returns a host in lower case, unless nothing but its capitals says that it is a host. */
function settleCase(host: string): string {
  const lower = host.toLowerCase()
  return isHostLike(lower) ? lower : host
}

function isHostLike(first: string): boolean {
  return /[.:A-Z]/.test(first) || first === 'localhost'
}

function isHost(text: string): boolean {
  const port = /:(\d+)$/.exec(text)?.[1]
  const shaped = hostName.test(text) || ipv6Host.test(text)
  return shaped && URL.canParse(`https://${text}`) && (port === undefined || Number(port) > 0)
}

function wrongPart(part: string): string {
  if (part === '') return 'a part of its path is empty'
  if (part !== part.toLowerCase()) return `${quote(part)} holds a capital, which a path may not`
  return `${quote(part)} is not part of a path: letters, digits, and single . _ or - between them`
}

function malformed(
  text: string,
  why: string,
  fix = 'Write it as host/path, such as registry.example/acme/runtime.',
) {
  return new UsageError(registryReasons['image-malformed'], `${quote(text)} names no image: ${why}`, fix)
}
