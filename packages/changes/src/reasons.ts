import { defineReasons } from '@suite/errors'

/** How a run can end if git, or the trees of a forge, do not answer what was asked. */
export const changesReasons = defineReasons({
  'not-a-file': {
    verdict: 'fail',
    means:
      'An input names a folder, a submodule, or a symlink that does not lead to a file of the repository.',
    fix: 'Give the path of a regular file.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A git tree lists one path twice, so the action cannot rely on it.',
    fix: 'Run again.',
  },
  'histories-unrelated': {
    verdict: 'fail',
    means: 'Two commits have no common ancestor, so the action cannot compare them.',
    fix: 'Rebase the branch onto its base.',
  },
  'git-failed': {
    verdict: 'fail',
    means: 'Git could not read something from the clone in the workspace.',
    fix: 'Fetch the whole history: `fetch-depth: 0` in actions/checkout.',
  },
})
