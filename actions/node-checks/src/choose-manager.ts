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
 * Chooses the manager, and the lockfile from which it installs: the nearest one of the managers that are asked for or
 * named, or else the nearest one of any.
 * @returns what is wrong, if there is none, or two that are equally near
 */
export function chooseManager(
  asked: 'auto' | ManagerName,
  named: readonly NamedManager[],
  found: readonly FoundLockfile[],
  project: string,
): ChosenManager | { readonly problem: string } {
  const wanted = asked === 'auto' ? named.map(({ name }) => name) : [asked]
  const fitting = found.filter(({ manager }) => wanted.length === 0 || wanted.includes(manager))
  const least = Math.min(...fitting.map(({ distance }) => distance))
  const near = fitting.filter(({ distance }) => distance === least)
  // Of several that the project names, the first one counts.
  const preferred = wanted.find((name) => near.some(({ manager }) => manager === name))
  const nearest = preferred === undefined ? near : near.filter(({ manager }) => manager === preferred)
  const [first] = nearest
  if (first === undefined) {
    const of = wanted.length === 0 ? '' : ` of ${wanted.join(' or ')}`
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
