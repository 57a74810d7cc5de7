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

/** What is wrong with the lockfiles, and what to do. */
export interface LockfileProblem {
  readonly problem: string
  readonly fix: string
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
): ChosenManager | LockfileProblem {
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
    return {
      problem: `there is no lockfile${of} in ${project}, or above it.${seen}`,
      fix: missingFix(asked, wanted[0], found),
    }
  }
  const other = nearest.find(({ manager }) => manager !== first.manager)
  if (other !== undefined)
    return {
      problem: `${first.file} and ${other.file} are next to each other, and nothing says which one counts`,
      fix: `Delete the one that is not used. To keep both, name the manager in the input \`package-manager\` or in the field \`packageManager\` of package.json, such as ${first.manager}.`,
    }
  return { name: first.manager, folder: first.folder, lockfiles: nearest.map(({ file }) => file) }
}

function missingFix(
  asked: 'auto' | ManagerName,
  wanted: ManagerName | undefined,
  found: readonly FoundLockfile[],
): string {
  const [other] = found
  const commit = `Run \`${wanted ?? 'npm'} install\` and commit the lockfile that it writes`
  if (other === undefined)
    return wanted === undefined
      ? 'Run the install of your package manager, such as `npm install`, and commit the lockfile that it writes. Look also whether `.gitignore` names it.'
      : `${commit}. Look also whether \`.gitignore\` names it.`
  const where = asked === 'auto' ? 'the manager that package.json names' : 'the input `package-manager`'
  return `${commit}, or correct ${where}: ${other.file} belongs to ${other.manager}.`
}
