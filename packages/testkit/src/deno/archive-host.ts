import { type Host, startHost } from '../core/host.ts'
import { type HostRequest, route } from '../core/router.ts'
import { makeBase } from './base.ts'
import { type SumsForm, sha256Of, writeSumsOf } from './sums.ts'
import { allBaseTargets, type BaseTarget } from './target.ts'
import { makeZip } from './zip.ts'

export interface ArchiveHostOptions {
  /** The version of deno whose archives it has, such as `2.9.6`. */
  readonly version: string
  /** What each base prints when it is run. */
  readonly prints: string
  /** Bytes that are added to each base. */
  readonly padding?: number
  /** All six by default. */
  readonly targets?: readonly BaseTarget[]
  /** Compress the archives, as the publisher does. */
  readonly deflate?: boolean
  /** By default `shasum`, and `format-list` for Windows, as the publisher does. */
  readonly sumsForm?: SumsForm
}

/** A host of archives of denort on loopback. Other failures come from `host.inject`. */
export interface ArchiveHost {
  readonly url: string
  readonly host: Host
  /** The path of an archive, for the match of a fault. */
  pathOf(target: BaseTarget): string
  /** The archive that is served now. */
  archiveOf(target: BaseTarget): Buffer
  /** Replaces an archive. Its sums stay as they are unless `withSums` is true. */
  replace(target: BaseTarget, archive: Buffer, options?: { readonly withSums?: boolean }): void
  /** Replaces the sums next to an archive; undefined removes them. */
  replaceSums(target: BaseTarget, content: Buffer | string | undefined): void
  /** Removes an archive, so that it is answered with 404. */
  remove(target: BaseTarget): void
  /** The sums of all archives that are served now, as `sha256sum` writes them. */
  sums(): string
  close(): Promise<void>
}

/** Returns the name that the publisher gives the archive of a target. */
export function archiveNameOf(target: BaseTarget): string {
  return `denort-${target}.zip`
}

/** Returns an archive as the publisher makes it: one program, named as deno looks for it. */
export function makeArchive(target: BaseTarget, base: Uint8Array, { deflate = false } = {}): Buffer {
  return makeZip([{ name: target.includes('windows') ? 'denort.exe' : 'denort', data: base }], { deflate })
}

/** Starts a host that serves `/release/v<version>/denort-<target>.zip` and the sums of each next to it. */
export async function startArchiveHost({
  version,
  prints,
  padding = 0,
  targets = allBaseTargets,
  deflate = false,
  sumsForm,
}: ArchiveHostOptions): Promise<ArchiveHost> {
  const files = new Map<string, Buffer>()
  const formOf = (target: BaseTarget) => sumsForm ?? (target.includes('windows') ? 'format-list' : 'shasum')
  const sumsNameOf = (target: BaseTarget) => `${archiveNameOf(target)}.sha256sum`

  function put(target: BaseTarget, archive: Buffer, withSums: boolean) {
    const name = archiveNameOf(target)
    files.set(name, archive)
    if (withSums) files.set(sumsNameOf(target), writeSumsOf(formOf(target), name, sha256Of(archive)))
  }

  for (const target of targets)
    put(target, makeArchive(target, makeBase(target, { prints, padding }), { deflate }), true)

  function answer({ params: { name } }: HostRequest<'name'>) {
    const body = files.get(name)
    return body ? { status: 200, body } : { status: 404, body: 'Not Found' }
  }

  const host = await startHost({
    routes: (['GET', 'HEAD'] as const).map((method) =>
      route(method, `/release/v${version}/:name` as const, answer),
    ),
  })
  return {
    url: host.url,
    host,
    pathOf: (target) => `/release/v${version}/${archiveNameOf(target)}`,
    archiveOf(target) {
      const archive = files.get(archiveNameOf(target))
      if (archive === undefined) throw new Error(`there is no archive for ${target}`)
      return archive
    },
    replace: (target, archive, { withSums = false } = {}) => put(target, archive, withSums),
    replaceSums(target, content) {
      if (content === undefined) files.delete(sumsNameOf(target))
      else files.set(sumsNameOf(target), Buffer.from(content))
    },
    remove: (target) => void files.delete(archiveNameOf(target)),
    sums: () =>
      [...files]
        .filter(([name]) => name.endsWith('.zip'))
        .map(([name, archive]) => `${sha256Of(archive)}  ${name}\n`)
        .join(''),
    close: () => host.close(),
  }
}
