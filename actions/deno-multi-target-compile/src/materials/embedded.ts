import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { embeddedRoot } from '../embedded-root.ts'
import type { ModuleGraph } from './module-graph.ts'
import { npmRef } from './npm-materials.ts'

/** What a binary holds, read from its bytes. */
export interface Embedded {
  /** From the folder that deno put into the binary. */
  readonly entrypoint: string
  readonly files: readonly { readonly path: string }[]
  /** The addresses of the modules that came from the network. */
  readonly remoteModules: readonly string[]
  /** Such as `chalk@5.6.2`; a list of peers may follow. */
  readonly npmPackages: readonly string[]
}

/** The folder in a binary for the files of npm packages, which are listed as packages. */
const npmFolder = '.deno_compile_node_modules/'

/**
 * Adds what a binary holds and the modules of the entrypoint do not name: a file or a module that `include` put into
 * it, and all that this imports.
 * @param folder the absolute path of the commit's files
 */
export function withEmbedded(graph: ModuleGraph, embedded: Embedded, folder: string): ModuleGraph {
  const named = new Set(graph.modules.map(({ specifier }) => specifier))
  const root = rootOf(graph, embedded, folder)
  const specifiers = [
    ...embedded.remoteModules,
    ...embedded.files
      .filter(({ path }) => !path.startsWith(npmFolder))
      .map(({ path }) => pathToFileURL(join(root, path)).href),
  ].filter((specifier) => !named.has(specifier))
  const npmPackages = new Map(graph.npmPackages)
  const known = new Set([...npmPackages.values()].map(npmRef))
  for (const key of embedded.npmPackages) {
    const at = key.indexOf('@', 1)
    const [version = ''] = key.slice(at + 1).split('_')
    const found = { name: key.slice(0, at), version, dependencies: [] }
    if (!known.has(npmRef(found))) npmPackages.set(key, found)
  }
  return {
    ...graph,
    roots: [...graph.roots, ...specifiers],
    modules: [
      ...graph.modules,
      ...specifiers.map((specifier) => ({ specifier, npmPackage: undefined, imports: [] })),
    ],
    npmPackages,
  }
}

function rootOf({ roots: [entry] }: ModuleGraph, { entrypoint }: Embedded, folder: string): string {
  if (entry === undefined || !entry.startsWith('file:')) return folder
  return embeddedRoot(entrypoint, fileURLToPath(entry)) ?? folder
}
