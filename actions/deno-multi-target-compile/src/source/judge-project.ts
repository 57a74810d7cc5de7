import { posix } from 'node:path'
import type { FailReason } from '@suite/errors'
import { visible } from '@suite/report'
import type { Project } from './project.ts'
import { sourceReasons } from './reasons.ts'

/** What is wrong with a project, and what to do about it. */
export interface ProjectProblem {
  readonly reason: FailReason
  readonly what: string
  readonly fix: string
}

/**
 * Returns all that is wrong with a project, apart from its version, before deno is called.
 * @param permissions the flags of `permissions`
 */
export function judgeProject(project: Project, permissions: readonly string[]): readonly ProjectProblem[] {
  return [
    ...judgeEntrypoint(project),
    ...judgeLock(project),
    ...judgeScripts(project),
    ...judgePermissions(project, permissions),
    ...judgePaths(project),
  ]
}

/** What `deno info` takes for a part of an address, although the other commands of deno read a path. */
const ofAddresses = /[#?\\]|%[0-9a-f]{2}/i

function judgeEntrypoint({
  entrypoint,
  isEntrypointTracked,
  workingDirectory,
}: Project): readonly ProjectProblem[] {
  const [found] = ofAddresses.exec(posix.relative(workingDirectory, entrypoint)) ?? []
  if (isEntrypointTracked && found !== undefined)
    return [
      {
        reason: sourceReasons['project-invalid'],
        what: `entrypoint: ${visible(entrypoint)} contains ${found}, and deno reads such a path as an address`,
        fix: `Rename the file or folder, so that its path has no ${found}.`,
      },
    ]
  if (isEntrypointTracked) return []
  const isInside = entrypoint !== '..' && !entrypoint.startsWith('../') && !posix.isAbsolute(entrypoint)
  const why = isInside ? 'is not a file of the commit' : 'is outside of the repository'
  return [
    {
      reason: sourceReasons['project-invalid'],
      what: `entrypoint: ${visible(entrypoint)} ${why}`,
      fix: 'Give the path of a tracked file, from working-directory.',
    },
  ]
}

function judgeLock({ lock, rootConfig }: Project): readonly ProjectProblem[] {
  if (lock.kind === 'off')
    return [
      {
        reason: sourceReasons['lock-missing'],
        what: `${rootConfig} says "lock": false, with which --frozen checks nothing`,
        fix: 'Remove "lock" from it, run deno install, and commit deno.lock.',
      },
    ]
  if (lock.kind === 'untracked')
    return [
      {
        reason: sourceReasons['lock-missing'],
        what: `${visible(lock.path)} is not tracked, so the commit does not say which packages it is built from`,
        fix: 'Commit it.',
      },
    ]
  return []
}

function judgeScripts({ scriptsAllowedBy }: Project): readonly ProjectProblem[] {
  if (scriptsAllowedBy === undefined) return []
  return [
    {
      reason: sourceReasons['project-invalid'],
      what: `${scriptsAllowedBy} has allowScripts, so packages may run programs that change the sources and the runtimes before they are compiled`,
      fix: 'Remove allowScripts, and commit what such a script makes.',
    },
  ]
}

function judgePermissions(
  { hasCompilePermissions, config }: Project,
  flags: readonly string[],
): readonly ProjectProblem[] {
  if (!hasCompilePermissions || flags.length > 0) return []
  return [
    {
      reason: sourceReasons['project-invalid'],
      what: `${config} has compile.permissions, which deno uses only with -P, and permissions is empty`,
      fix: 'Give -P in the input permissions, or the flags that the program needs.',
    },
  ]
}

function judgePaths({ namedPaths, config }: Project): readonly ProjectProblem[] {
  return namedPaths
    .filter(({ path }) => path === undefined)
    .map(({ key, text }) => ({
      reason: sourceReasons['project-invalid'],
      what: `${config}: ${key} names ${visible(text)}, which is outside of the repository`,
      fix: `Move it into the repository, and name it in ${key} by a path from deno.json.`,
    }))
}
