import { globSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FuzzTarget } from '../../packages/testkit/src/fuzz/index.ts'
import { root } from '../actions.ts'

/** Where a target is, and where the inputs are kept that once showed a fault. */
export interface TargetPlace {
  readonly name: string
  /** From the root of the repository, with slashes. */
  readonly file: string
  readonly keptIn: string
}

/** Returns the targets of all actions and packages, by name. A target is a file of `test/fuzz`, next to its parser. */
export function findTargets(): readonly TargetPlace[] {
  return globSync('{actions,packages}/*/test/fuzz/*.ts', { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .map((file) => {
      const name = basename(file, '.ts')
      return { name, file, keptIn: join(root, dirname(file), name) }
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

/**
 * Loads a target.
 * @throws Error if its file exports no target, or one of another name
 */
export async function loadTarget({ name, file }: TargetPlace): Promise<FuzzTarget> {
  const { target } = await import(pathToFileURL(join(root, file)).href)
  if (target?.name !== name) throw new Error(`${file} must export a target that has the name ${name}`)
  return target
}
