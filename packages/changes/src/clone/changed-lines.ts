import type { ChangedLines } from '../changed-lines.ts'
import { requireRevision } from '../names.ts'
import { idIn } from './answers.ts'
import { withBareObjects } from './bare-objects.ts'
import { createDifferenceReader } from './difference-reader.ts'
import type { Clone } from './program.ts'
import { unreadable } from './unreadable.ts'

/**
 * Nothing but the objects is read, so no setting changes the answer; the defaults of git may, and are pinned.
 * Names come from the rows of `--raw`, where none is quoted.
 */
const difference = [
  'diff-tree',
  '-r',
  '-z',
  '--raw',
  '--patch',
  '--no-abbrev',
  '--full-index',
  '--unified=0',
  '--inter-hunk-context=0',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--diff-algorithm=myers',
  '--no-indent-heuristic',
  '--submodule=short',
  '--ignore-submodules=none',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

/**
 * Returns every file that differs between two commits, or trees, with the lines that differ. The list is complete,
 * sorted as git sorts, and no setting and no attribute changes it. A rename is a removal and an addition.
 * @throws UsageError `input-invalid` for what names no commit for certain
 * @throws OutsideError `git-failed` if the whole difference cannot be had
 */
export async function readChangedLines(
  clone: Clone,
  left: string,
  right: string,
): Promise<readonly ChangedLines[]> {
  const trees = await Promise.all(
    [left, right]
      .map(requireRevision)
      .map(async (revision) =>
        idIn(await clone.git('rev-parse', '--verify', `${revision}^{tree}`), 'rev-parse'),
      ),
  )
  return withBareObjects(clone, async ({ callGit }) => {
    const reader = createDifferenceReader()
    await callGit({ args: [...difference, ...trees], onOutput: reader.add })
    const files = reader.end()
    if (files.length === 0 && new Set(trees).size > 1)
      throw unreadable('it printed nothing, although the trees differ')
    return files
  })
}
