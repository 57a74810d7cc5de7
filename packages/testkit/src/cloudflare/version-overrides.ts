/**
 * Returns the version that a request selects with the header `Cloudflare-Workers-Version-Overrides`: a dictionary of
 * strings by the names of Workers (RFC 8941 §3.2). Malformed parts are ignored, as on the platform.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/#version-overrides
 */
export function overriddenVersion(
  header: string | readonly string[] | undefined,
  worker: string,
): string | undefined {
  for (const member of [header ?? []].flat().join(',').split(',')) {
    const [name, value = ''] = member.trim().split('=', 2)
    if (name === worker) return /^"([0-9a-f-]{36})"$/.exec(value)?.[1]
  }
  return undefined
}
