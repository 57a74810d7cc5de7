import type { Base } from './denort/base.ts'
import { type Embedded, withEmbedded } from './materials/embedded.ts'
import { gatherMaterials } from './materials/gather-materials.ts'
import { nothingLocked, readLockFile } from './materials/lock-file.ts'
import { readModuleGraph } from './materials/module-graph.ts'
import { type DenoVersions, runtimeMaterials } from './materials/runtime-materials.ts'

export interface BillRequest {
  /** The program, as it is released. */
  readonly name: string
  readonly version: string
  readonly commit: string
  /** The time of the commit. */
  readonly time: Date
  readonly versions: DenoVersions
  readonly bases: readonly Pick<Base, 'target' | 'sha256'>[]
  /** The lock file of the program; undefined if it imports nothing, and has none. */
  readonly lock: { readonly text: string; readonly where: string } | undefined
  /** The answer of `deno info --json` about the entrypoint. */
  readonly info: unknown
  /** What the binaries hold: more than the entrypoint names, if `include` put more into them. */
  readonly embedded?: readonly Embedded[] | undefined
  /** The absolute path of the commit's files. */
  readonly folder: string
  /** SHA-256 of a file. */
  hashOf(path: string): Promise<string>
}

export interface BillOfMaterials {
  /** CycloneDX as JSON; the same bytes whenever the same commit is built. */
  readonly text: string
  /** How many things it lists. */
  readonly count: number
  /** The names of those that no hash is known for. */
  readonly withoutHash: readonly string[]
}

/**
 * Returns the bill of materials of a program: the files of the commit, the packages and modules that it imports with
 * the hashes of the lock file, the runtime of each target, and V8.
 * @throws UsageError or OutsideError `materials-unknown` if it would not be complete
 */
export async function makeBillOfMaterials({
  lock,
  info,
  embedded = [],
  versions,
  bases,
  ...request
}: BillRequest): Promise<BillOfMaterials> {
  const locked = lock ? readLockFile(lock.text, lock.where) : nothingLocked
  const graph = embedded.reduce(
    (known, each) => withEmbedded(known, each, request.folder),
    readModuleGraph(info),
  )
  const { materials, roots } = await gatherMaterials(graph, locked, request)
  const runtimes = runtimeMaterials(versions, bases)
  const all = [...materials, ...runtimes]
  // Only a run that makes a bill loads the library.
  const { writeCycloneDx } = await import('./materials/cyclonedx.ts')
  const { name, version, commit, time } = request
  const uses = [...roots, ...runtimes.filter(({ type }) => type === 'platform').map(({ ref }) => ref)]
  return {
    text: writeCycloneDx({ name, version, commit, time, uses }, all),
    count: all.length,
    withoutHash: materials.filter(({ hash }) => hash === undefined).map(({ ref }) => ref),
  }
}
