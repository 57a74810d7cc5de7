import { defineReasons } from '@suite/errors'

/** The reasons of a run that lays out a commit and reads its project. */
export const sourceReasons = defineReasons({
  'tree-dirty': {
    verdict: 'fail',
    means: 'A tracked file differs from the commit, so what was tested is not what would be compiled.',
    fix: 'Check out again before this step, or remove the step that edits the file.',
  },
  'source-unusable': {
    verdict: 'fail',
    means:
      'The commit holds what cannot be laid out alone: a submodule, a Git LFS pointer, a symlink that leaves the repository, or two names that differ only in case.',
    fix: 'Put the files that the program needs into the repository itself.',
  },
  'include-invalid': {
    verdict: 'fail',
    means: 'A line of `include` names nothing, or something outside of the repository.',
    fix: 'Give paths or globs of files in the checkout, from `working-directory`.',
  },
  'project-invalid': {
    verdict: 'fail',
    means:
      'The configuration of deno cannot be used for a release, such as an entrypoint that the commit lacks or an import map outside of the repository.',
    fix: 'Correct deno.json as the message says.',
  },
  'lock-missing': {
    verdict: 'fail',
    means:
      'The program imports packages, and no tracked lock file says which; or the lock file is switched off. Without it, `--frozen` checks nothing.',
    fix: 'Run `deno install`, commit deno.lock, and remove `"lock": false` from deno.json.',
  },
})
