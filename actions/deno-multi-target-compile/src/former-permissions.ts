import { UsageError } from '@suite/errors'
import type { Release, ReleaseAsset, Releases } from '@suite/forge'
import { type BakedPermissions, MANIFEST_NAME, readManifest } from '@suite/release-assets'
import { visible } from '@suite/report'
import { textSink } from './text-sink.ts'

/** The permissions of the latest release, or why there is nothing to compare with. */
export type Former =
  | { readonly kind: 'release'; readonly tag: string; readonly permissions: BakedPermissions }
  /** There is no release, so nothing can have grown. */
  | { readonly kind: 'none' }
  /** There is a release, and it does not say what its binaries may do. `why` is a sentence. */
  | { readonly kind: 'unknown'; readonly why: string }

/** The releases of a repository, as far as this is read from them. */
export type ReadReleases = Pick<Releases, 'latest' | 'assets' | 'readAsset'>

/** More than any manifest has, in bytes. */
const largest = 4 * 1024 * 1024

/**
 * Returns what the binaries of the latest release may do, by its manifest.
 * @param program the name of the program; a release of another one is not compared with
 * @throws OutsideError if the forge does not answer
 */
export async function readFormer(releases: ReadReleases, program: string): Promise<Former> {
  const release = await releases.latest()
  if (release === undefined) return { kind: 'none' }
  const named = (await releases.assets(release)).filter(({ name }) => name === MANIFEST_NAME)
  const [asset] = named
  const unknown = (why: string): Former => ({
    kind: 'unknown',
    why: `${MANIFEST_NAME} of the latest release ${visible(release.tag, 80)} ${why}`,
  })
  if (asset === undefined) return unknown('does not exist')
  if (named.length > 1) return unknown('exists twice')
  if (!asset.isWhole || asset.size === 0 || asset.size > largest) return unknown('is not whole')
  return readPermissions(await readText(releases, release, asset), release.tag, program, unknown)
}

async function readText(releases: ReadReleases, release: Release, asset: ReleaseAsset) {
  const sink = textSink(largest)
  await releases.readAsset(release, asset, sink)
  return sink
}

function readPermissions(
  { text }: { readonly text: string | undefined },
  tag: string,
  program: string,
  unknown: (why: string) => Former,
): Former {
  if (text === undefined) return unknown('is not text')
  try {
    const { name, permissions } = readManifest(text, MANIFEST_NAME)
    if (name !== program) return unknown(`is about another program, ${visible(name, 80)}`)
    return { kind: 'release', tag, permissions }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return unknown(`cannot be read: ${error.message.split('\n', 1)[0]}`)
  }
}
