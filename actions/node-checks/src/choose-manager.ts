import type { ManagerName } from './managers.ts'
import type { NamedManager } from './manifest.ts'

/** A lockfile that was found in the project, or above it within the checkout. */
export interface FoundLockfile {
  readonly folder: string
  readonly file: string
  readonly manager: ManagerName
  /** How many folders above the project; 0 is the project. */
  readonly distance: number
}

export interface ChosenManager {
  readonly name: ManagerName
  /** The folder where it installs. */
  readonly folder: string
  /** Its lockfiles there, by name; npm and bun may have two. */
  readonly lockfiles: readonly string[]
}

/**
 * Chooses the manager, and the lockfile from which it installs: the nearest one of the manager that is asked for or
 * named, or else the nearest one of any.
 * @returns what is wrong, if there is none, or two that are equally near
 */
export function chooseManager(
  asked: 'auto' | ManagerName,
  named: NamedManager | undefined,
  found: readonly FoundLockfile[],
  project: string,
): ChosenManager | { readonly problem: string } {
  const wanted = asked === 'auto' ? named?.name : asked
  const fitting = found.filter(({ manager }) => wanted === undefined || manager === wanted)
  const least = Math.min(...fitting.map(({ distance }) => distance))
  const nearest = fitting.filter(({ distance }) => distance === least)
  const [first] = nearest
  if (first === undefined) {
    const of = wanted === undefined ? '' : ` of ${wanted}`
    const others = found.map(({ file }) => file)
    const seen = others.length === 0 ? '' : ` There is only ${others.join(', ')}.`
    return { problem: `there is no lockfile${of} in ${project}, or above it.${seen}` }
  }
  const other = nearest.find(({ manager }) => manager !== first.manager)
  if (other !== undefined)
    return {
      problem: `${first.file} and ${other.file} are next to each other, and nothing says which one counts`,
    }
  return { name: first.manager, folder: first.folder, lockfiles: nearest.map(({ file }) => file) }
}
