import type { Patience } from '@suite/control-plane'
import { type InspectedImage, MissingPart, type Registry } from '@suite/oci-registry'

/** The waits double up to this many intervals, so that a missing image does not cause a request every second. */
const longestWait = 8

/**
 * Looks up an image that must exist. A registry may answer 404 for a moment after a push, so an image that is
 * missing, or has a missing part, is looked up again until half of the remaining time is over.
 *
 * @param say called once, before the first wait
 * @returns `undefined` if the registry has no such image
 * @throws MissingPart if a part of the image does not exist
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
