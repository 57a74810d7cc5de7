import {
  MANIFEST_NAME,
  manifestFormat,
  type ReleaseManifest,
  SUMS_NAME,
  writeManifest,
  writeSums,
} from '@suite/release-assets'
import { sha256Of } from './digest.ts'
import type { Findings } from './findings.ts'
import type { NewFile } from './write-assets.ts'

/** What the manifest says besides what was read from the binaries. */
export interface Recipe {
  readonly entrypoint: string
  /** The flags that `deno compile` got. */
  readonly arguments: readonly string[]
  /** The time of the commit. */
  readonly time: Date
  readonly sbom: { readonly name: string; readonly text: string } | undefined
}

/**
 * Returns every file of the release: the binaries, the bill of materials, the manifest about them, and the sums of all
 * of these. They are equal whenever the same commit is built.
 */
export function releaseFilesOf(findings: Findings, recipe: Recipe): readonly NewFile[] {
  const binaries = findings.binaries.map(({ name, path, sha256 }) => ({ name, sha256, from: path }))
  const sbom = recipe.sbom === undefined ? [] : [fileOf(recipe.sbom.name, recipe.sbom.text)]
  const manifest = fileOf(MANIFEST_NAME, writeManifest(manifestOf(findings, recipe)))
  const listed = [...binaries, ...sbom, manifest]
  return [...listed, fileOf(SUMS_NAME, writeSums(listed))]
}

function manifestOf(
  findings: Findings,
  { entrypoint, arguments: flags, time, sbom }: Recipe,
): ReleaseManifest {
  const { binaries, bases, proofs } = findings
  const permissions = binaries[0]?.permissions
  if (permissions === undefined) throw new Error('no binary says what it may do')
  return {
    schema: manifestFormat,
    name: findings.name,
    version: findings.version,
    commit: findings.commit,
    createdFor: time.toISOString(),
    deno: {
      version: findings.denoVersion,
      bases: bases.map(({ target, sha256, checkedAgainst }) => ({
        target,
        archiveSha256: sha256,
        checkedAgainst,
      })),
    },
    entrypoint,
    arguments: flags,
    permissions,
    assets: binaries.map(({ name, target, size, sha256, glibc }) => ({
      name,
      target,
      size,
      built: sha256,
      published: sha256,
      glibc,
    })),
    documents:
      sbom === undefined
        ? []
        : [
            {
              name: sbom.name,
              kind: 'sbom',
              size: Buffer.byteLength(sbom.text),
              sha256: sha256Of(sbom.text),
            },
          ],
    reproducible: proofs?.second.kind === 'made' ? 'checked' : 'not-checked',
  }
}

function fileOf(name: string, text: string) {
  return { name, text, sha256: sha256Of(text) }
}
