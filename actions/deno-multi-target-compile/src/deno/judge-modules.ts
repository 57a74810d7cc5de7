import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import * as z from 'zod/mini'
import type { Lock } from '../source/project.ts'
import { sourceReasons } from '../source/reasons.ts'

const answer = z.object({
  modules: z.array(z.looseObject({ specifier: z.string(), error: z.optional(z.string()) })),
})

/**
 * Refuses modules that are outside of the commit, and packages without a lock file.
 * @param info what `deno info --json` says
 * @throws UsageError `project-invalid` or `lock-missing`
 */
export function refuseForeignModules(info: unknown, folder: string, lock: Lock): void {
  const read = z.safeParse(answer, info)
  if (!read.success || read.data.modules.length === 0)
    throw new UsageError(
      sourceReasons['project-invalid'],
      'deno info names no module of the program',
      'Run deno info --json with the entrypoint on your machine.',
    )
  const specifiers = read.data.modules.map(({ specifier }) => specifier)
  const outside = specifiers.filter(
    (specifier) => specifier.startsWith('file:') && !isBelow(folder, specifier),
  )
  if (outside.length > 0)
    throw new UsageError(
      sourceReasons['project-invalid'],
      outside
        .slice(0, 20)
        .map((specifier) => ({ what: `${visible(specifier)} is outside of the repository` })),
      'Move the module into the repository, and import it by a path.',
    )
  const package_ = specifiers.find((specifier) => !/^(?:file|node|data|blob):/.test(specifier))
  if (package_ !== undefined && lock.kind !== 'tracked')
    throw new UsageError(
      sourceReasons['lock-missing'],
      `the program imports ${visible(package_)}, and the commit has no lock file`,
    )
}

function isBelow(folder: string, specifier: string): boolean {
  const way = relative(folder, fileURLToPath(specifier))
  // On Windows the way to another drive is absolute.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way) && way !== ''
}
