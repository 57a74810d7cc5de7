import { OutsideError } from '@suite/errors'
import { visible } from '@suite/report'
import type { LockedHashes } from './lock-file.ts'
import type { Material } from './material.ts'
import type { ModuleGraph } from './module-graph.ts'
import { type Owner, ownerOf } from './module-owner.ts'
import { npmMaterials, splitScope } from './npm-materials.ts'
import { materialsReasons } from './reasons.ts'

export interface Gathered {
  readonly materials: readonly Material[]
  /** The refs of the modules that start the program. */
  readonly roots: readonly string[]
}

export interface Circumstances {
  /** The absolute path of the commit's files. */
  readonly folder: string
  /** SHA-256 of a file of the commit. */
  hashOf(path: string): Promise<string>
}

/**
 * Returns all that the modules of a program belong to: packages, modules from the web, and files of the commit.
 * @throws OutsideError `materials-unknown` if a module belongs to nothing known, because the list would not be complete
 */
export async function gatherMaterials(
  graph: ModuleGraph,
  locked: LockedHashes,
  { folder, hashOf }: Circumstances,
): Promise<Gathered> {
  const owners = new Map<string, Owner>()
  for (const module of graph.modules) {
    const owner = ownerOf(module, graph, locked, folder)
    if (owner === undefined)
      throw new OutsideError(
        materialsReasons['materials-unknown'],
        `deno info names a module that belongs to nothing known: ${visible(module.specifier, 200)}`,
        'Import it from a file of the commit, npm, JSR or https, or set `sbom` to `off`.',
      )
    owners.set(module.specifier, owner)
  }
  const refOf = (specifier: string): string | undefined => {
    const owner = owners.get(follow(specifier, graph.redirects))
    return owner && 'ref' in owner ? owner.ref : undefined
  }
  const uses = new Map<string, Set<string>>()
  for (const { specifier, imports } of graph.modules) {
    const from = refOf(specifier)
    if (from === undefined) continue
    const to = uses.get(from) ?? new Set()
    for (const each of imports.map(refOf)) if (each !== undefined && each !== from) to.add(each)
    uses.set(from, to)
  }
  const usedBy = (ref: string) => [...(uses.get(ref) ?? [])]
  const found = new Map(npmMaterials(graph, locked).map((material) => [material.ref, material]))
  for (const owner of owners.values()) {
    if (owner.kind === 'inside' || owner.kind === 'npm' || found.has(owner.ref)) continue
    const parts =
      owner.kind === 'source' ? await describeSource(owner, hashOf) : describeRemote(owner, locked)
    found.set(owner.ref, { ref: owner.ref, uses: usedBy(owner.ref), ...parts })
  }
  return {
    materials: [...found.values()],
    roots: graph.roots.map(refOf).filter((ref) => ref !== undefined),
  }
}

type Parts = Omit<Material, 'ref' | 'uses'>

function describeRemote(owner: Extract<Owner, { kind: 'jsr' | 'remote' }>, locked: LockedHashes): Parts {
  if (owner.kind === 'jsr') return describeJsr(owner.name, locked)
  const content = locked.remote.get(owner.url)
  const name =
    new URL(owner.ref).pathname.split('/').findLast((step) => step !== '') ?? new URL(owner.ref).host
  return {
    type: 'file',
    name: owner.ref,
    purl: {
      type: 'generic',
      name: decode(name),
      qualifiers: { download_url: owner.ref, ...(content && { checksum: `sha256:${content}` }) },
    },
    hash: content === undefined ? undefined : { algorithm: 'SHA-256', content },
    hashNote: content === undefined ? 'the lock file has none' : undefined,
  }
}

function describeJsr(full: string, locked: LockedHashes): Parts {
  const at = full.lastIndexOf('@')
  const [group, name] = splitScope(full.slice(0, at))
  const version = full.slice(at + 1)
  const content = locked.jsr.get(full)
  return {
    type: 'library',
    name,
    group,
    version,
    purl: { type: 'jsr', namespace: group, name, version },
    hash: content === undefined ? undefined : { algorithm: 'SHA-256', content },
    hashNote: content === undefined ? 'the lock file has none' : 'of the list of its files with their hashes',
  }
}

async function describeSource(
  { path, local }: Extract<Owner, { kind: 'source' }>,
  hashOf: Circumstances['hashOf'],
): Promise<Parts> {
  const content = await hashOf(local).catch((cause: unknown) => {
    const what = `the binary holds ${visible(path, 200)}, which is not a file of the commit`
    throw new OutsideError(materialsReasons['materials-unknown'], what, undefined, { cause })
  })
  return { type: 'file', name: path, hash: { algorithm: 'SHA-256', content } }
}

/** Follows redirects to the module that is loaded in the end. */
function follow(specifier: string, redirects: ReadonlyMap<string, string>): string {
  let at = specifier
  for (let step = 0; step < 20; step++) at = redirects.get(at) ?? at
  return at
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
