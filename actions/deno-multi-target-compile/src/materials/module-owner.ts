import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LockedHashes } from './lock-file.ts'
import type { ModuleGraph } from './module-graph.ts'
import { npmRef } from './npm-materials.ts'

/** What a module belongs to. */
export type Owner =
  | { readonly kind: 'npm'; readonly ref: string }
  | { readonly kind: 'jsr'; readonly ref: string; readonly name: string }
  | { readonly kind: 'remote'; readonly ref: string; readonly url: string }
  | { readonly kind: 'source'; readonly ref: string; readonly path: string; readonly local: string }
  /** It is in the runtime (`node:fs`), or in the module that imports it (`data:`). */
  | { readonly kind: 'inside' }

/**
 * Returns what a module belongs to.
 * @param folder the absolute path of the commit's files
 * @returns undefined if it is of an unknown kind, or a file outside of the folder
 */
export function ownerOf(
  module: ModuleGraph['modules'][number],
  graph: Pick<ModuleGraph, 'npmPackages'>,
  locked: LockedHashes,
  folder: string,
): Owner | undefined {
  const { specifier, npmPackage } = module
  if (!URL.canParse(specifier)) return undefined
  const url = new URL(specifier)
  if (['node:', 'data:', 'blob:'].includes(url.protocol)) return { kind: 'inside' }
  if (url.protocol === 'npm:') {
    const found = npmPackage === undefined ? undefined : graph.npmPackages.get(npmPackage)
    return found && { kind: 'npm', ref: npmRef(found) }
  }
  if (url.protocol === 'file:') return sourceAt(fileURLToPath(url), folder)
  if (!['https:', 'http:'].includes(url.protocol)) return undefined
  const name = packageAt(specifier, locked)
  if (name !== undefined) return { kind: 'jsr', ref: `jsr:${name}`, name }
  // A user and a password are not part of what it is.
  url.username = ''
  url.password = ''
  return { kind: 'remote', ref: url.href, url: specifier }
}

function sourceAt(local: string, folder: string): Owner | undefined {
  const path = relative(folder, local).split(sep).join('/')
  if (path === '' || path.startsWith('../') || isAbsolute(path)) return undefined
  return { kind: 'source', ref: `file:${path}`, path, local }
}

/**
 * Returns `@scope/name@version` for a module of a package of JSR, by the folder that the registry keeps it in. The lock
 * file lists every other module of the web by its address.
 */
function packageAt(specifier: string, { jsr, remote }: LockedHashes): string | undefined {
  const [, scope, name, version] = new URL(specifier).pathname.split('/')
  const found = `${scope}/${name}@${version}`
  return jsr.has(found) && !remote.has(specifier) ? found : undefined
}
