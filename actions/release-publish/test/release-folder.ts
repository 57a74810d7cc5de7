import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ReleaseManifest, writeManifest, writeSums } from '@suite/release-assets'
import type { Origin } from '../src/attestations/origin.ts'
import { sumOf } from './model-forge.ts'

/** The binaries of a release, by their targets. */
const binaries = {
  'x86_64-unknown-linux-gnu': 'kato-linux-x86_64',
  'aarch64-unknown-linux-gnu': 'kato-linux-aarch64',
  'x86_64-apple-darwin': 'kato-darwin-x86_64',
  'aarch64-apple-darwin': 'kato-darwin-arm64',
  'x86_64-pc-windows-msvc': 'kato-windows-x86_64.exe',
} as const

const nothing = { allow: null, deny: null }

/** What the files of a release hold; `manifest` changes the manifest after it was made for them. */
export interface FolderOptions {
  readonly commit: string
  readonly version?: string
  readonly files?: Readonly<Record<string, string>>
  readonly manifest?: Partial<ReleaseManifest>
}

/** Returns the manifest of a release of five binaries and their bill of materials. */
function manifestOf({ commit, version = '1.2.3', manifest = {} }: FolderOptions): ReleaseManifest {
  const about = (name: string) => ({ name, size: contentOf(name).length, sha256: sumOf(contentOf(name)) })
  const targets = Object.entries(binaries)
  return {
    schema: 'release-manifest/1',
    name: 'kato',
    version,
    commit,
    createdFor: '2026-11-01T12:00:00Z',
    deno: {
      version: '2.9.6',
      bases: targets.map(([target]) => ({
        target,
        archiveSha256: 'a'.repeat(64),
        checkedAgainst: 'committed-sums',
      })),
    },
    entrypoint: 'main.ts',
    arguments: ['--no-prompt', '--allow-read=data'],
    permissions: {
      read: { allow: ['data'], deny: null },
      write: nothing,
      net: nothing,
      env: nothing,
      run: nothing,
      sys: nothing,
      ffi: nothing,
      import: nothing,
    },
    assets: targets.map(([target, name]) => {
      const { size, sha256 } = about(name)
      const glibc = target.endsWith('-gnu') ? { glibc: '2.27' } : {}
      return { name, target, size, built: sha256, published: sha256, ...glibc }
    }),
    documents: [{ ...about('kato.cdx.json'), kind: 'sbom' }],
    reproducible: 'checked',
    ...manifest,
  }
}

function contentOf(name: string): string {
  return `the bytes of ${name}\n`.repeat(50)
}

/** Returns every file of a release by its name, as one build writes them. */
export function filesOf(options: FolderOptions): Readonly<Record<string, string>> {
  const manifest = manifestOf(options)
  const built = [...manifest.assets, ...manifest.documents].map(
    ({ name }) => [name, contentOf(name)] as const,
  )
  const summed = [...built, ['manifest.json', writeManifest(manifest)] as const]
  const sums = writeSums(summed.map(([name, content]) => ({ name, sha256: sumOf(content) })))
  return { ...Object.fromEntries(summed), SHA256SUMS: sums }
}

/** Writes files into a folder, which is emptied first. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
}

/**
 * Returns a bundle of attestations about files: an in-toto statement in an envelope, with a signature of no one.
 * @param origin where the provenance says that they were built
 */
export function bundleFor(files: Readonly<Record<string, string>>, origin?: Origin): string {
  const buildDefinition = origin && {
    externalParameters: { workflow: { ref: 'refs/heads/main', repository: origin.repository } },
    resolvedDependencies: [{ uri: `git+${origin.repository}`, digest: { gitCommit: origin.commit } }],
  }
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: 'https://slsa.dev/provenance/v1',
    subject: Object.entries(files).map(([name, content]) => ({ name, digest: { sha256: sumOf(content) } })),
    predicate: { buildDefinition: buildDefinition ?? {} },
  }
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    dsseEnvelope: {
      payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: 'c2lnbmF0dXJl' }],
    },
  })
}
