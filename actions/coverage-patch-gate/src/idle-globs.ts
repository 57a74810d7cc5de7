import type { Glob } from '@suite/matchers'
import { visible } from '@suite/report'
import type { HighRisk } from './globs.ts'

/** The inputs that name files which must be there, or they demand nothing. */
export interface NamedFiles {
  readonly include: readonly Glob[] | undefined
  readonly 'high-risk': readonly HighRisk[] | undefined
}

/** Returns a note for each input whose globs match no file of the commit, so that a misspelt one is seen. */
export function idleGlobs(
  { include = [], 'high-risk': highRisk = [] }: NamedFiles,
  tracked: readonly string[],
): string[] {
  const isIdle = (glob: Glob) => !tracked.some((path) => glob.matches(path))
  return [
    ...(include.length > 0 && include.every(isIdle)
      ? ['No glob of include matches a file of the commit, so no change ever counts. Correct the globs.']
      : []),
    ...highRisk
      .filter(({ glob }) => isIdle(glob))
      .map(
        ({ glob }) =>
          `${visible(glob.pattern)} of high-risk matches no file of the commit. Correct the glob.`,
      ),
  ]
}
