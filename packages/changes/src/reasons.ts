import { defineReasons } from '@suite/errors'

/** How a run can end if git, or the trees of a forge, do not answer what was asked. */
export const changesReasons = defineReasons({
  'not-a-file': {
    verdict: 'fail',
    means: 'An input names a folder, a submodule, or a symlink to no file of the repository.',
    fix: 'Give the path of a regular file.',
  },
  'list-incomplete': {
    verdict: 'fail',
    means: 'A tree lists one path twice, so that nothing can be decided from it.',
    fix: 'Run again.',
  },
  'histories-unrelated': {
    verdict: 'fail',
    means: 'Two commits have no common ancestor, so that it is not known what one changes over the other.',
    fix: 'Rebase the branch onto its base.',
  },
  'git-failed': {
    verdict: 'fail',
    means: 'A clone in the workspace was asked, and git could not answer.',
    fix: 'Fetch the whole history: `fetch-depth: 0` in actions/checkout.',
  },
})
