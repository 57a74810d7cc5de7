import type { Release } from '@suite/forge'
import { judgeReleaseAttestation } from './attestations/judge-release.ts'
import type { Published } from './converge.ts'
import type { Ports } from './ports.ts'
import { waitForLong, waitForRead } from './waits.ts'
import type { Wanted } from './wanted.ts'

/** What the forge says about a published release. */
export interface Immutability {
  /** Undefined if the forge does not say. */
  readonly isImmutable: boolean | undefined
  /**
   * What the attestation of the release does not name: empty if it names everything; undefined if there is no
   * attestation yet.
   */
  readonly lacks: readonly string[] | undefined
  /** The release as it was read for this; undefined if it does not exist. */
  readonly read: Release | undefined
}

/**
 * Reads whether a published release is immutable and attested.
 * @param isRequired waits until it is so, or the run is about to end; otherwise only shortly for the attestation
 */
export async function readImmutability(
  ports: Pick<Ports, 'releases' | 'wait' | 'remaining'>,
  wanted: Wanted,
  { release, tag }: Pick<Published, 'release' | 'tag'>,
  isRequired: boolean,
): Promise<Immutability> {
  if (!ports.releases.can.immutable)
    return { isImmutable: undefined, lacks: undefined, read: await ports.releases.read(release) }
  for (let times = 0; ; times += 1) {
    const found = await readOnce(ports, wanted, { release, tag })
    if (found.lacks !== undefined) return found
    if (!isRequired && found.isImmutable !== true) return found
    const goesOn = isRequired ? await waitForLong(ports, times) : await waitForRead(ports, times)
    if (!goesOn) return found
  }
}

async function readOnce(
  { releases }: Pick<Ports, 'releases'>,
  wanted: Wanted,
  { release, tag }: Pick<Published, 'release' | 'tag'>,
): Promise<Immutability> {
  const read = await releases.read(release)
  const isImmutable = read?.isImmutable
  if (isImmutable !== true) return { isImmutable, lacks: undefined, read }
  const algorithm = tag.object.length === 40 ? 'sha1' : 'sha256'
  const attestations = await releases.attestationsOf(`${algorithm}:${tag.object}`)
  return { isImmutable, lacks: judgeReleaseAttestation(attestations, { ...wanted, tag }), read }
}
