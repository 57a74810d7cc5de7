/** A platform as manifests write it. https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string | undefined
}

/** Returns `os/architecture[/variant]`. 64-bit ARM has only one variant in use, which some tools do not name. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return normalize([os, architecture, ...(variant ? [variant] : [])].join('/'))
}

/**
 * Returns whether an index and the configuration of an image agree on its platform. They also agree if only one of them
 * names a variant: older tools write it to the index alone.
 */
export function isSamePlatform(listed: Platform, configured: Platform): boolean {
  if (listed.os !== configured.os || listed.architecture !== configured.architecture) return false
  if (!listed.variant || !configured.variant) return true
  return formatPlatform(listed) === formatPlatform(configured)
}

/**
 * Returns the platforms that are wanted and not present, each once and as it was written.
 * @param wanted `os/architecture[/variant]`
 * @param present the same; `arm64` and `arm64/v8` are one
 */
export function findMissingPlatforms(wanted: readonly string[], present: readonly string[]): string[] {
  const there = new Set(present.map(normalize))
  const missing = wanted.filter((platform) => !there.has(normalize(platform)))
  return [...new Map(missing.map((platform) => [normalize(platform), platform])).values()]
}

function normalize(platform: string): string {
  return platform.endsWith('/arm64/v8') ? platform.slice(0, -'/v8'.length) : platform
}
