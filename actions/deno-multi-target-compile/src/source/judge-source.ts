import { type Problem, UsageError } from '@suite/errors'
import { visible } from '@suite/report'
import { collidingNames } from './colliding-names.ts'
import { type Links, linksThatLeave } from './links.ts'
import { sourceReasons } from './reasons.ts'

const mostNamed = 20

/** What a commit, with what is included, holds besides plain files. */
export interface SourceFacts {
  readonly submodules: readonly string[]
  readonly pointers: readonly string[]
  readonly links: Links
  readonly paths: readonly string[]
}

/** @throws UsageError `tree-dirty` that names the tracked files which differ from the commit */
export function refuseChanged(changed: readonly string[], commit: string): void {
  if (changed.length === 0) return
  const short = commit.slice(0, 12)
  throw new UsageError(
    sourceReasons['tree-dirty'],
    named(changed.map((path) => ({ what: `${visible(path)} is not as in the commit ${short}` }))),
    'Check out again before this step, or remove the step that edits, adds or removes these files.',
  )
}

/** @throws UsageError `source-unusable` that names all that cannot be laid out */
export function refuseUnusable({ submodules, pointers, links, paths }: SourceFacts): void {
  const problems = [
    ...submodules.map((path) => ({
      what: `${visible(path)} is a submodule, whose files are not in the commit`,
    })),
    ...pointers.map((path) => ({
      what: `${visible(path)} is a pointer of Git LFS, whose content is not in the commit`,
    })),
    ...linksThatLeave(links).map((path) => ({
      what: `${visible(path)} is a symlink that leaves the repository: ${visible(links.get(path) ?? '')}`,
    })),
    ...collidingNames(paths).map(([one, other]) => ({
      what: `${visible(one)} and ${visible(other)} are one name on macOS and Windows`,
    })),
  ]
  if (problems.length > 0) throw new UsageError(sourceReasons['source-unusable'], named(problems))
}

function named(problems: readonly { readonly what: string }[]): readonly Problem[] {
  const hidden = problems.length - mostNamed
  const shown = problems.slice(0, mostNamed).map(({ what }) => ({ what }))
  return hidden > 0 ? [...shown, { what: `… and ${hidden} more` }] : shown
}
