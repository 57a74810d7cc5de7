import { visible } from '@suite/report'
import { collidingNames, MANIFEST_NAME, SUMS_NAME } from './asset-names.ts'
import type { ReleaseManifest } from './manifest.ts'

export interface Contradiction {
  /** The place in the manifest, as keys and indexes. */
  readonly path: readonly (string | number)[]
  readonly what: string
}

/** Returns what a manifest says in two ways: names that are one file, targets that are listed twice or lack a runtime. */
export function findContradictions({
  assets,
  documents,
  deno,
}: Pick<ReleaseManifest, 'assets' | 'documents' | 'deno'>): Contradiction[] {
  const files = [
    ...assets.map(({ name }, index) => ({ name, path: ['assets', index, 'name'] })),
    ...documents.map(({ name }, index) => ({ name, path: ['documents', index, 'name'] })),
  ]
  const reserved = [MANIFEST_NAME, SUMS_NAME]
  const colliding = new Set(
    collidingNames([...reserved, ...files.map(({ name }) => name)])
      .flat()
      .map((name) => name.toLowerCase()),
  )
  const bases = deno.bases.map(({ target }) => target)
  return [
    ...files
      .filter(({ name }) => colliding.has(name.toLowerCase()))
      .map(({ name, path }) => ({
        path,
        what: reserved.some((each) => each.toLowerCase() === name.toLowerCase())
          ? `is ${visible(name, 100)}, which every release has for another file`
          : `is ${visible(name, 100)}, which is listed twice or differs from another name only by case`,
      })),
    ...repeated(assets.map(({ target }) => target)).map(([index, target]) => ({
      path: ['assets', index, 'target'],
      what: `is ${visible(target, 100)}, which is listed twice`,
    })),
    ...repeated(bases).map(([index, target]) => ({
      path: ['deno', 'bases', index, 'target'],
      what: `is ${visible(target, 100)}, which is listed twice`,
    })),
    ...assets.flatMap(({ target }, index) =>
      bases.includes(target)
        ? []
        : [
            {
              path: ['assets', index, 'target'],
              what: `is ${visible(target, 100)}, for which deno.bases has no runtime`,
            },
          ],
    ),
  ]
}

/** Returns each value that was listed before, with its index. */
function repeated(values: readonly string[]): (readonly [number, string])[] {
  return values
    .map((value, index) => [index, value] as const)
    .filter(([index, value]) => values.indexOf(value) < index)
}
