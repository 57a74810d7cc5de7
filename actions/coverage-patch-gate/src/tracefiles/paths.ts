import { joinFolder, type SourceName, sourceNames } from './source-name.ts'
import { createSuffixIndex, type SuffixIndex } from './suffix-index.ts'

/** What the paths of reports are resolved against. */
export interface PathScope {
  /** Absolute paths of the checkout, such as its path and its real path. */
  readonly roots: readonly string[]
  readonly tracked: readonly string[]
  readonly changed: ReadonlySet<string>
  /** What stands for the beginning of a path: `from` → `to`. */
  readonly pathMap: ReadonlyMap<string, string>
}

/** Which file of the tree a path of a report means. */
export type ResolvedPath =
  | { readonly kind: 'tracked'; readonly path: string }
  /** By folder, in the order of the given folders; undefined if it is not in the tree under that folder. */
  | { readonly kind: 'by-folder'; readonly paths: readonly (string | undefined)[]; readonly written: string }
  | { readonly kind: 'ambiguous'; readonly paths: readonly string[]; readonly hasChanged: boolean }
  | { readonly kind: 'unknown' }

export interface PathResolver {
  /** Returns what a path means, if relative paths start in one of these folders. */
  resolve(written: string, folders: readonly string[]): ResolvedPath
  /** Returns folders from which a relative path would be in the tree. */
  proposeFolders(written: string): readonly string[]
  /** Returns the file of the tree that an absolute path shares its ending with, and the mapping that would say so. */
  proposeMapping(written: string): { readonly path: string; readonly mapping: string } | undefined
}

const unknown = { kind: 'unknown' } as const

/**
 * Returns a resolver of the paths that reports write, which tries in this order: an absolute path below the checkout;
 * `path-map`; the longest ending of an absolute path; a relative path from a folder. A relative path is never matched
 * by its ending, because two packages may report the same relative path.
 */
export function createPathResolver(scope: PathScope): PathResolver {
  const tracked = new Set(scope.tracked)
  const roots = scope.roots.flatMap((root) => sourceNames(root).slice(0, 1)).map(({ path }) => path)
  const mappings = readMappings(scope.pathMap, roots)
  let suffixes: SuffixIndex | undefined
  const index = () => {
    suffixes ??= createSuffixIndex(scope.tracked, scope.changed)
    return suffixes
  }

  /** Returns the first meaning that is in the tree. */
  function inTree(paths: readonly (string | undefined)[]): string | undefined {
    return paths.find((path) => path !== undefined && tracked.has(path))
  }

  /** Resolves a plain absolute path below the checkout, as most are, without any detour. */
  function resolvePlain(written: string): ResolvedPath | undefined {
    for (const root of roots) {
      if (!written.startsWith(root) || written.charCodeAt(root.length) !== 47) continue
      const path = written.slice(root.length + 1)
      if (tracked.has(path)) return { kind: 'tracked', path }
    }
    return undefined
  }

  function byEnding(names: readonly SourceName[]): ResolvedPath {
    for (const { path } of names) {
      const shared = index().longestShared(path)
      if (shared === undefined || shared.parts < 2 || isOfDependency(path, shared.parts)) continue
      const [only] = shared.paths
      if (shared.size === 1 && only !== undefined) return { kind: 'tracked', path: only }
      return { kind: 'ambiguous', paths: shared.paths, hasChanged: shared.hasChanged }
    }
    return unknown
  }

  return {
    resolve(written, folders) {
      const plain = resolvePlain(written)
      if (plain !== undefined) return plain
      const names = sourceNames(written)
      const absolute = names.filter((name) => name.isAbsolute)
      const below = absolute.flatMap(({ path }) => roots.map((root) => relativeTo(root, path)))
      const direct = inTree(below)
      if (direct !== undefined) return { kind: 'tracked', path: direct }
      const mapped = names.flatMap((name) => mappings.map((mapping) => mapping(name)))
      const meant = inTree(mapped)
      if (meant !== undefined) return { kind: 'tracked', path: meant }
      if ([...below, ...mapped].some((path) => path !== undefined)) return unknown
      if (absolute.length > 0) return byEnding(absolute)
      if (names.length === 0) return unknown
      return {
        kind: 'by-folder',
        paths: folders.map((folder) => inTree(names.map(({ path }) => joinFolder(folder, path)))),
        written,
      }
    },
    proposeFolders(written) {
      for (const { path, isAbsolute } of sourceNames(written)) {
        if (isAbsolute) continue
        const bare = path.replace(/^(?:\.\.\/)+/, '')
        const found = index().endingWith(bare, 3)
        if (found.length > 0) return found.map((each) => each.slice(0, -bare.length - 1))
      }
      return []
    },
    proposeMapping(written) {
      for (const { path, isAbsolute } of sourceNames(written)) {
        const shared = isAbsolute ? index().longestShared(path) : undefined
        const [first] = shared?.paths ?? []
        if (shared === undefined || first === undefined) continue
        const start = (whole: string) => whole.split('/').slice(0, -shared.parts).join('/')
        return { path: first, mapping: `${start(path) || '/'}=${start(first) || '.'}` }
      }
      return undefined
    },
  }
}

/** Whether the part of a path that is not shared leads into a dependency, whose files are not those of the tree. */
function isOfDependency(path: string, shared: number): boolean {
  return path.split('/').slice(0, -shared).includes('node_modules')
}

/** Returns the path below a folder; undefined if it is not below it. */
function relativeTo(folder: string, path: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

type Mapping = (name: SourceName) => string | undefined

/** The longest `from` comes first, whatever the order in the input. */
function readMappings(pathMap: ReadonlyMap<string, string>, roots: readonly string[]): readonly Mapping[] {
  return [...pathMap]
    .toSorted(([one], [other]) => other.length - one.length)
    .map(([from, to]): Mapping => {
      const source =
        sourceNames(from)[0] ?? (from.startsWith('/') ? { path: '', isAbsolute: true } : undefined)
      const target = targetOf(to, roots)
      return ({ path, isAbsolute }) => {
        if (source === undefined || source.isAbsolute !== isAbsolute || target === undefined) return undefined
        const rest = path === source.path ? '' : relativeTo(source.path, path)
        if (rest === undefined) return undefined
        return rest === '' ? target : joinFolder(target, rest)
      }
    })
}

/** Returns where a mapping leads, below the checkout; undefined if it leads out of it. */
function targetOf(to: string, roots: readonly string[]): string | undefined {
  const [name] = sourceNames(to)
  if (name === undefined) return ''
  if (!name.isAbsolute) return name.path.startsWith('..') ? undefined : name.path
  if (roots.includes(name.path)) return ''
  return roots.map((root) => relativeTo(root, name.path)).find((path) => path !== undefined)
}
