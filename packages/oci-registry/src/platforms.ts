/** A platform as manifests tell it. https://github.com/opencontainers/image-spec/blob/main/image-index.md */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string | undefined
}

/** `os/architecture[/variant]`. Of ARM's 64 bits there is one variant in use, and tools differ in whether they name it. */
export function formatPlatform({ os, architecture, variant }: Platform): string {
  return normalize([os, architecture, ...(variant ? [variant] : [])].join('/'))
}

/**
 * Whether an index tells the platform of an image as its configuration does. A variant that only one of them names
 * is no contradiction: older tools write it to the index alone.
 */
export function isSamePlatform(listed: Platform, configured: Platform): boolean {
  if (listed.os !== configured.os || listed.architecture !== configured.architecture) return false
  if (!listed.variant || !configured.variant) return true
  return formatPlatform(listed) === formatPlatform(configured)
}

/**
 * The platforms that are wanted and not present, each once and as it was written.
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
