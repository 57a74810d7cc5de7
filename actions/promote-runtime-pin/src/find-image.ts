import type { Patience } from '@suite/control-plane'
import { type InspectedImage, MissingPart, type Registry } from '@suite/oci-registry'

/** The waits double up to so many intervals: an image that is really missing is not worth a request a second. */
const longestWait = 8

/**
 * Looks an image up that must be there. A registry can answer 404 for a moment after a push, so that one that is missing,
 * whole or in part, is looked for again until half of the remaining time is over.
 *
 * @param say told once, before the first wait
 * @returns `undefined` if the registry has no such image
 * @throws MissingPart for a part of the image that is not there
 */
export async function findImage(
  registry: Registry,
  digest: string,
  patience: Patience,
  say: (line: string) => void,
): Promise<InspectedImage | undefined> {
  const end = patience.remaining() / 2
  for (let wait = patience.interval; ; wait = Math.min(wait * 2, longestWait * patience.interval)) {
    const found = await look(registry, digest)
    if (found !== undefined && !(found instanceof MissingPart)) return found
    if (patience.remaining() - wait < end) {
      if (found instanceof MissingPart) throw found
      return undefined
    }
    if (wait === patience.interval)
      say(
        `The registry does not have the whole of ${digest} yet: waiting up to ${Math.ceil((patience.remaining() - end) / 1000)} s for it.`,
      )
    await patience.wait(wait)
  }
}

async function look(registry: Registry, digest: string): Promise<InspectedImage | MissingPart | undefined> {
  try {
    return await registry.inspect(digest)
  } catch (error) {
    if (error instanceof MissingPart) return error
    throw error
  }
}
