import type { ReleaseName } from './ports/releases.ts'

/** Returns what a message calls a release. */
export function nameRelease({ id, tag }: ReleaseName): string {
  return `the release of ${tag} (${id})`
}
