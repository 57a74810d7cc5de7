import type { Base } from '../denort/base.ts'
import type { Material } from './material.ts'

/** The deno that compiled a program. */
export interface DenoVersions {
  readonly deno: string
  /** Of V8, which the runtime contains. */
  readonly v8: string
}

/** Returns the runtimes, each with the SHA-256 of its archive, and V8. */
export function runtimeMaterials(
  versions: DenoVersions,
  bases: readonly Pick<Base, 'target' | 'sha256'>[],
): Material[] {
  const v8: Material = {
    ref: `v8@${versions.v8}`,
    type: 'library',
    name: 'v8',
    version: versions.v8,
    purl: { type: 'generic', name: 'v8', version: versions.v8 },
    hashNote: 'it is a part of denort',
    uses: [],
  }
  const runtimes = bases.map(
    ({ target, sha256 }): Material => ({
      ref: `denort@${versions.deno}:${target}`,
      type: 'platform',
      name: 'denort',
      version: versions.deno,
      purl: { type: 'generic', name: 'denort', version: versions.deno, qualifiers: { target } },
      hash: { algorithm: 'SHA-256', content: sha256 },
      hashNote: `of the archive denort-${target}.zip`,
      uses: [v8.ref],
    }),
  )
  return [...runtimes, v8]
}
