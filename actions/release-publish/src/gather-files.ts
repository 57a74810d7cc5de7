import { createHash } from 'node:crypto'
import { dirname, join, relative, resolve } from 'node:path'
import { UsageError } from '@suite/errors'
import type { BodySource } from '@suite/http'
import {
  collidingNames,
  MANIFEST_NAME,
  type ReleaseManifest,
  readManifest,
  readSums,
  SUMS_NAME,
} from '@suite/release-assets'
import { visible } from '@suite/report'
import { joinBundles } from './attestations/bundles.ts'
import type { Origin } from './attestations/origin.ts'
import { judgeFolder } from './files/judge-folder.ts'
import type { Inputs } from './inputs.ts'
import { mostBundleBytes } from './look.ts'
import type { LocalFiles } from './ports.ts'
import { reasons } from './reasons.ts'
import type { WantedFile } from './wanted.ts'

const mostManifestBytes = 4 * 1024 * 1024
const mostSumsBytes = 1024 * 1024

/** The files of a release, checked on this machine. */
export interface CheckedFiles {
  readonly manifest: ReleaseManifest
  /** SHA-256 of the manifest. */
  readonly manifestSum: string
  readonly files: readonly WantedFile[]
  /** The name under which attestations are published. */
  readonly bundle: string
  readonly source: (file: WantedFile) => Promise<BodySource>
}

/**
 * Hashes the files next to the manifest, and compares them with it and with the sums.
 * @throws UsageError `files-differ`, `manifest-invalid`, `sums-invalid`, `attestation-differs`
 */
export async function gatherFiles(
  files: LocalFiles,
  workspace: string,
  inputs: Pick<Inputs, 'assets-manifest' | 'attestations'>,
  origin: Origin,
): Promise<CheckedFiles> {
  const path = resolve(workspace, inputs['assets-manifest'])
  const folder = dirname(path)
  const bundlePaths = (inputs.attestations ?? []).map((each) => resolve(workspace, each))
  const { entries } = await files.readFolder(path)
  const bytes = await files.readSmall(path, mostManifestBytes)
  const manifestSum = sumOf(bytes)
  const manifest = readManifest(new TextDecoder().decode(bytes), shownPath(workspace, path))
  const sumsPath = join(folder, SUMS_NAME)
  const sums = readSums(await files.readSmall(sumsPath, mostSumsBytes), shownPath(workspace, sumsPath))
  const judged = judgeFolder({
    manifest,
    sums,
    entries,
    bundles: new Set(
      bundlePaths.filter((each) => dirname(each) === folder).map((each) => relative(folder, each)),
    ),
  })
  const wasChanged = entries.some(({ name, sha256 }) => name === MANIFEST_NAME && sha256 !== manifestSum)
  const problems =
    'problems' in judged ? judged.problems : wasChanged ? ['the manifest was changed meanwhile'] : []
  if (problems.length > 0 || 'problems' in judged)
    throw new UsageError(
      reasons['files-differ'],
      problems.map((what) => ({ what })),
    )
  const bundle = bundleNameOf(manifest)
  const [colliding] = collidingNames([bundle, ...judged.files.map(({ name }) => name)])
  if (colliding !== undefined)
    throw new UsageError(
      reasons['files-differ'],
      `the manifest lists ${bundle}, which is the file of the attestations`,
    )
  const joined = await readBundles(files, workspace, bundlePaths, judged.files, origin)
  const attested: WantedFile[] =
    joined === undefined ? [] : [{ name: bundle, size: joined.length, sha256: sumOf(joined) }]
  return {
    manifest,
    manifestSum,
    files: [...judged.files, ...attested],
    bundle,
    source: async ({ name }) =>
      name === bundle && joined !== undefined ? inMemory(joined) : files.source(join(folder, name)),
  }
}

/** Returns the name of the file with the attestations. A forge would change the `+` of a version. */
function bundleNameOf({ name, version }: ReleaseManifest): string {
  const plain = `${name.slice(0, 80)}-${version.slice(0, 80)}`.replaceAll(/[^A-Za-z0-9._-]|\.(?=\.)/g, '-')
  return `${plain.replace(/^[.-]+/, '')}.intoto.jsonl`
}

async function readBundles(
  files: LocalFiles,
  workspace: string,
  paths: readonly string[],
  released: readonly WantedFile[],
  origin: Origin,
): Promise<Uint8Array | undefined> {
  if (paths.length === 0) return undefined
  const reason = reasons['attestation-differs']
  const texts: { where: string; text: string }[] = []
  for (const path of paths) {
    const bytes = await files.readSmall(path, mostBundleBytes, reason)
    texts.push({ where: shownPath(workspace, path), text: new TextDecoder().decode(bytes) })
  }
  const joined = joinBundles(texts, released, origin)
  if ('problems' in joined)
    throw new UsageError(
      reason,
      joined.problems.map((what) => ({ what })),
    )
  const bytes = new TextEncoder().encode(joined.text)
  if (bytes.length > mostBundleBytes)
    throw new UsageError(reason, `the bundles have more than ${mostBundleBytes} bytes together`)
  return bytes
}

function shownPath(workspace: string, path: string): string {
  return visible(relative(workspace, path), 200)
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function inMemory(bytes: Uint8Array): BodySource {
  return {
    length: bytes.length,
    async *open() {
      yield bytes
    },
  }
}
