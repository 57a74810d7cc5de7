/**
 * Returns the origin that uploads for an API go to. A token is sent to no other one.
 * https://docs.github.com/rest/releases/assets#upload-a-release-asset
 */
export function uploadOriginOf(apiUrl: string): string {
  const { origin, host } = new URL(apiUrl)
  if (host === 'api.github.com') return 'https://uploads.github.com'
  const tenant = /^api\.([a-z0-9-]+)\.ghe\.com$/.exec(host)?.[1]
  // GitHub Enterprise Server takes uploads under /api/uploads, next to /api/v3.
  return tenant === undefined ? origin : `https://uploads.${tenant}.ghe.com`
}

/** An address for an upload, or what is wrong with the one that was given. */
export type UploadAddress = { readonly url: string } | { readonly problem: string }

/**
 * Returns the address to which a file of a release is uploaded.
 * @param given the `upload_url` of the release, with or without its template `{?name,label}`
 */
export function uploadAddress(
  apiUrl: string,
  given: string | undefined,
  { release, name }: { readonly release: number; readonly name: string },
): UploadAddress {
  const allowed = uploadOriginOf(apiUrl)
  const plain = given?.replace(/\{[^{}]*\}$/, '')
  if (plain === undefined || !URL.canParse(plain)) return { problem: 'names no address for uploads' }
  const url = new URL(plain)
  if (url.origin !== allowed)
    return { problem: `names ${url.origin} for uploads, and those of this API go to ${allowed}` }
  const isEnterprise = new URL(apiUrl).pathname.replace(/\/+$/, '').endsWith('/api/v3')
  const isOfRelease = url.pathname.endsWith(`/repos/${segments(url)}/releases/${release}/assets`)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isPlain || !isOfRelease || (isEnterprise && !url.pathname.includes('/api/uploads/')))
    return { problem: `names an address of ${allowed} for uploads that is not that of the release` }
  url.searchParams.set('name', name)
  return { url: url.href }
}

/** The owner and the name of the repository in an address. They may differ in case, or be older or newer names. */
function segments({ pathname }: URL): string {
  return /\/repos\/([^/]+\/[^/]+)\/releases\//.exec(pathname)?.[1] ?? ''
}
