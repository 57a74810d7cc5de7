import { visible } from '@suite/report'
import type { Problem } from './problems.ts'
import type { Project } from './source/project.ts'

/** Returns why a commit is not the version to release; undefined if deno.json has that version. */
export function judgeVersion(
  { version, rootConfig, config }: Pick<Project, 'version' | 'rootConfig' | 'config'>,
  wanted: string,
): Problem | undefined {
  if (version === wanted) return undefined
  const where = visible(rootConfig ?? config ?? 'deno.json', 120)
  const fix = `Merge a change that sets "version": "${wanted}" in ${where}, and release that commit; or give the version that it has.`
  return {
    reason: 'version-mismatch',
    what:
      version === undefined
        ? `${where} has no version, and the input version is ${wanted}`
        : `${where} has the version ${visible(JSON.stringify(version), 80)}, and the input version is ${wanted}`,
    fix,
  }
}
