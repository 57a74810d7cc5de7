import { posix } from 'node:path'
import { type DenoConfig, membersOf } from './deno-config.ts'
import type { NamedPath } from './project.ts'

/** Returns the files and folders that a configuration names, with those that are outside of the repository. */
export function namedPathsOf(config: DenoConfig, folder: string): readonly NamedPath[] {
  const { lock, importMap, imports = {}, scopes = {}, links = [], patch = [], compile } = config
  const lockPath = typeof lock === 'object' ? lock.path : lock
  const named = (key: string, texts: readonly unknown[]) =>
    texts.flatMap((text) => (typeof text === 'string' ? [namedPath(key, text, folder)] : []))
  return [
    ...named('lock', [lockPath]),
    ...named('importMap', [importMap]),
    ...named('workspace', membersOf(config) ?? []),
    ...named('links', links),
    ...named('patch', patch),
    ...named('compile.include', compile?.include?.filter((text) => !isSpecifier(text)) ?? []),
    ...named('imports', Object.values(imports).filter(isLocal)),
    ...named('scopes', Object.values(scopes).flatMap(Object.values).filter(isLocal)),
  ]
}

function namedPath(key: string, text: string, folder: string): NamedPath {
  const isOutside = text.startsWith('/') || text.includes('\\') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)
  const path = posix.join(folder, text).replace(/(?<=.)\/$/, '')
  return { key, text, path: isOutside || path === '..' || path.startsWith('../') ? undefined : path }
}

function isSpecifier(text: string): boolean {
  return /^(?:npm|jsr|https?|node|data):/i.test(text)
}

/** Returns whether a value of an import map is a file. */
function isLocal(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\.{0,2}\/|file:)/i.test(value)
}
