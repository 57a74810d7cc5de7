import { blocks, bullets, code, counted, facts, link, type Markdown, table, text } from '@suite/report'
import type { Immutability } from './immutability.ts'
import type { SeenAsset } from './seen.ts'
import type { Wanted } from './wanted.ts'

/** What a report shows. */
export interface Story {
  readonly wanted: Wanted
  readonly assets: readonly SeenAsset[]
  readonly url: string | undefined
  readonly lines: readonly string[]
}

/** Returns what readers must know about the immutability of a release. */
export function describeImmutability({ isImmutable, lacks }: Immutability): string {
  if (isImmutable === undefined) return 'immutable: unknown. The forge does not say it.'
  if (!isImmutable)
    return 'immutable: no. Files of this release can still be changed; the setting "release immutability" prevents that.'
  if (lacks === undefined) return 'immutable: yes. GitHub has no attestation of the release yet.'
  return lacks.length === 0
    ? 'immutable: yes. The attestation of GitHub names the tag, the commit and every digest; its signature was not verified here.'
    : 'immutable: yes, but the attestation of GitHub does not name everything.'
}

/** Returns the job summary: what is released, its files with links to what is published, and further lines. */
export function summaryOf({ wanted, assets, url, lines }: Story): Markdown {
  const rows = wanted.files.map(({ name, size, sha256 }) => {
    const found = assets.find((asset) => asset.name === name)
    const state =
      found === undefined
        ? 'not there'
        : found.sha256 === sha256 || found.coversRelease
          ? 'read back'
          : 'differs'
    const page = found && downloadOf(url, name)
    return [page === undefined ? code(name) : link(code(name), page), text(state), String(size), code(sha256)]
  })
  return blocks(
    facts([
      ['Release', url ? link(code(wanted.tag), url) : undefined],
      ['Tag', url ? undefined : code(wanted.tag)],
      ['Commit', link(code(wanted.commit), `${wanted.repository}/commit/${wanted.commit}`)],
    ]),
    table([text('File'), text('State'), text('Bytes'), text('SHA-256')], rows),
    bullets(lines.map(text)),
  )
}

/** Returns where a file of a published release is downloaded, from the page of the release. A draft has no such page. */
function downloadOf(url: string | undefined, name: string): string | undefined {
  const [, repository, tag] = /^(.+)\/releases\/tag\/(.+)$/.exec(url ?? '') ?? []
  return tag === undefined || tag.startsWith('untagged-')
    ? undefined
    : `${repository}/releases/download/${tag}/${encodeURIComponent(name)}`
}

/** Returns the files of a release for the output `assets`. */
export function assetsOutput(assets: readonly SeenAsset[]) {
  return assets.map(({ name, size, sha256 }) => ({ name, size, sha256: sha256 ?? '' }))
}

export function describeFiles({ files }: Wanted): string {
  return counted(files.length, 'file')
}
