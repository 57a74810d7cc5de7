import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'proofs-present': { verdict: 'pass', means: 'Proofs are asked for, and each is there.' },
  'no-duty': {
    verdict: 'pass',
    means: 'All changed files were looked at, and none of them asks for a proof.',
  },
  'nothing-to-judge': {
    verdict: 'skip',
    means:
      'The event changes no file: an empty pull request, a new branch without a change, a deleted branch.',
  },
  'proofs-missing': {
    verdict: 'fail',
    means: 'A proof is asked for and is not there, or what is there does not count. The message says why.',
    fix: 'Make the proof as the message says, add it under the path that it names, and push.',
  },
  'branch-behind': {
    verdict: 'fail',
    means:
      'The base branch has moved or deleted what this branch changes, so the change may land where a proof is asked for. The message names the paths.',
    fix: 'Merge the base into the branch, or rebase the branch, as the message says, and push.',
  },
  'duty-avoidable': {
    verdict: 'fail',
    means:
      'A rule requires something, such as a proof, under a condition that the author of the change can avoid.',
    fix: 'Write the rule with `any-glob-to-any-file` or `all-globs-to-any-file`.',
  },
  'waiver-needs-rerun': {
    verdict: 'fail',
    means:
      'The run is on `pull_request_review`, and would pass only because an approval waives proofs. That check is not the required one, and dismissing an approval need not start it again.',
    fix: 'Start the check of `pull_request_target` again, or put any label on the pull request or take one off.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'There is no rule file, or not the policy that was named, at the ref that is trusted.',
    fix: 'Add the file to the default branch, or give an empty path to do without it.',
  },
  'config-invalid': {
    verdict: 'fail',
    means:
      'The rule file or the policy cannot be read: each problem is shown with its line and column. Or no rule can give any of the labels, so no change could ever ask for a proof.',
    fix: 'Correct the lines or names that the message shows; give an empty `config-path` to go by labels alone.',
  },
})
