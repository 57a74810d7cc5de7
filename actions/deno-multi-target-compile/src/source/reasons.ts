import { defineReasons } from '@suite/errors'

/** The reasons of a run that lays out a commit and reads its project. */
export const sourceReasons = defineReasons({
  'tree-dirty': {
    verdict: 'fail',
    means:
      'A tracked file differs from the commit, so the action would compile something else than was tested.',
    fix: 'Check out again before this step, or remove the step that edits the file.',
  },
  'source-unusable': {
    verdict: 'fail',
    means:
      'The commit contains something that cannot be copied into a separate folder: a submodule, a Git LFS pointer, a symlink that leaves the repository, or two names that differ only in case.',
    fix: 'Put the files that the program needs into the repository itself.',
  },
  'include-invalid': {
    verdict: 'fail',
    means: 'A line of `include` matches no file, or a file outside of the repository.',
    fix: 'Give paths or globs of files in the checkout, relative to `working-directory`.',
  },
  'project-invalid': {
    verdict: 'fail',
    means:
      'The configuration of deno cannot be used for a release. For example, the commit lacks the entrypoint, or the import map is outside of the repository.',
    fix: 'Correct deno.json as the message says.',
  },
  'lock-missing': {
    verdict: 'fail',
    means:
      'The program imports packages, but there is no tracked lock file, or deno.json switches it off. Without a lock file, `--frozen` checks nothing.',
    fix: 'Run `deno install`, commit deno.lock, and remove `"lock": false` from deno.json.',
  },
})
