import type { LockedHashes } from './lock-file.ts'
import { hashOfIntegrity, type Material } from './material.ts'
import type { ModuleGraph } from './module-graph.ts'

/** Returns the ref of a package of npm. Versions that differ only by their peers are one package. */
export function npmRef({ name, version }: { readonly name: string; readonly version: string }): string {
  return `npm:${name}@${version}`
}

/** Returns the packages of npm, each with the hash that the lock file has for its archive. */
export function npmMaterials({ npmPackages }: ModuleGraph, locked: LockedHashes): Material[] {
  const byRef = new Map<string, Material>()
  for (const [key, each] of npmPackages) {
    const ref = npmRef(each)
    const uses = each.dependencies.flatMap((dependency) => {
      const found = npmPackages.get(dependency)
      return found ? [npmRef(found)] : []
    })
    const before = byRef.get(ref)
    byRef.set(
      ref,
      before ? { ...before, uses: [...before.uses, ...uses] } : describe(key, each, locked, uses),
    )
  }
  return [...byRef.values()]
}

function describe(
  key: string,
  each: { readonly name: string; readonly version: string },
  { npm }: LockedHashes,
  uses: readonly string[],
): Material {
  const { version } = each
  const [group, name] = splitScope(each.name)
  const entry = npm.get(key) ?? findWithPeers(npm, `${each.name}@${version}`)
  const hash = hashOfIntegrity(entry?.integrity)
  return {
    ref: npmRef(each),
    type: 'library',
    name,
    group,
    version,
    purl: {
      type: 'npm',
      namespace: group,
      name,
      version,
      // The lock file has an address only if it is not the usual one.
      qualifiers: entry?.tarball === undefined ? undefined : { download_url: entry.tarball },
    },
    hash,
    hashNote: hash ? 'of the archive' : 'the lock file has none',
    uses,
  }
}

function findWithPeers<Entry>(entries: ReadonlyMap<string, Entry>, name: string): Entry | undefined {
  if (entries.has(name)) return entries.get(name)
  for (const [key, entry] of entries) if (key.startsWith(`${name}_`)) return entry
  return undefined
}

/** Splits `@scope/name`. */
export function splitScope(full: string): readonly [string | undefined, string] {
  const slash = full.startsWith('@') ? full.indexOf('/') : -1
  return slash < 0 ? [undefined, full] : [full.slice(0, slash), full.slice(slash + 1)]
}
