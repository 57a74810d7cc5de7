import { MANIFEST_NAME, type ManifestAsset, type ReleaseManifest, SUMS_NAME } from '@suite/release-assets'
import { blocks, code, codeBlock, heading, type Markdown, table, text } from '@suite/report'
import { systemOf } from './systems.ts'

/** What was found about a release, and so what its readers can verify. */
export interface Found {
  /** The name of the published file with the attestations of the build; undefined if there is none. */
  readonly bundle: string | undefined
  /** The release is immutable, and the forge attests it. */
  readonly isAttestedRelease: boolean
}

export const nothingFound: Found = { bundle: undefined, isAttestedRelease: false }

export interface Place {
  readonly tag: string
  /** `owner/name`. */
  readonly repository: string
}

/** Returns the last section of the notes: for each binary its system and its sum, and how a download is verified. */
export function describeDownloads(manifest: ReleaseManifest, place: Place, found: Found): Markdown {
  const rows = manifest.assets.map((asset) => {
    const { name, uname } = systemOf(asset.target)
    return [
      code(asset.name),
      text(name),
      uname ? code(uname) : text('-'),
      text(needs(asset)),
      code(asset.published),
    ]
  })
  return blocks(
    heading(2, 'Downloads'),
    table(['File', 'System', 'uname -sm', 'Needs', 'SHA-256'], rows),
    text(
      `Built from commit ${manifest.commit} with deno ${manifest.deno.version}. ${MANIFEST_NAME} lists what the program may do, and how to build it again.`,
    ),
    ...verify(manifest.assets),
    ...attested(manifest.assets, place, found),
  )
}

function needs({ glibc }: ManifestAsset): string {
  return glibc === undefined ? '-' : `glibc ${glibc} or newer`
}

function verify(assets: readonly ManifestAsset[]): Markdown[] {
  const first = (kind: 'linux' | 'macos' | 'windows') =>
    assets.find(({ target }) => systemOf(target).kind === kind)?.name
  const [linux, macos, windows] = [first('linux'), first('macos'), first('windows')]
  const parts: Markdown[] = []
  const shell = (name: string, check: string) =>
    codeBlock(`${check} --check --ignore-missing ${SUMS_NAME}\nchmod +x ${name}`, 'sh')
  if (linux !== undefined) parts.push(text(`Linux, next to ${SUMS_NAME}:`), shell(linux, 'sha256sum'))
  if (macos !== undefined) parts.push(text(`macOS, next to ${SUMS_NAME}:`), shell(macos, 'shasum -a 256'))
  if (windows !== undefined)
    parts.push(
      text('Windows (PowerShell), to compare with the sum above:'),
      codeBlock(`(Get-FileHash ${windows}).Hash.ToLower()`, 'powershell'),
    )
  return parts
}

function attested(assets: readonly ManifestAsset[], { tag, repository }: Place, found: Found): Markdown[] {
  const name = assets[0]?.name ?? SUMS_NAME
  const parts: Markdown[] = []
  if (found.bundle === undefined) parts.push(text('This release has no attestation of its build.'))
  else
    parts.push(
      text('Where and from what a file was built, also without a login:'),
      codeBlock(`gh attestation verify ${name} --repo ${repository} --bundle ${found.bundle}`, 'sh'),
    )
  if (found.isAttestedRelease)
    parts.push(
      text('This release is immutable. That a file belongs to it:'),
      codeBlock(
        `gh release verify ${tag} --repo ${repository}\ngh release verify-asset ${tag} ${name} --repo ${repository}`,
        'sh',
      ),
    )
  return parts
}
