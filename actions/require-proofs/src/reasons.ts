import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  'proofs-present': { verdict: 'pass', means: 'Proofs are required, and all of them are present.' },
  'no-duty': {
    verdict: 'pass',
    means: 'The action looked at all changed files. None of them requires a proof.',
  },
  'nothing-to-judge': {
    verdict: 'skip',
    means:
      'The event changes no file: an empty pull request, a new branch without a change, a deleted branch.',
  },
  'proofs-missing': {
    verdict: 'fail',
    means:
      'A required proof is missing, or a file that is there does not count as a proof. The message says why.',
    fix: 'Make the proof as the message says, add it at the path that it names, and push.',
  },
  'branch-behind': {
    verdict: 'fail',
    means:
      'The base branch has moved or deleted what this branch changes, so the change may land in a path that requires a proof. The message names the paths.',
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
      'On `pull_request_review`, the run would pass only because an approval waives proofs. That check is not the required one, and after the approval is dismissed it may not run again.',
    fix: 'Start the check of `pull_request_target` again, or add or remove any label of the pull request.',
  },
  'config-missing': {
    verdict: 'fail',
    means: 'The trusted ref has no rule file, or lacks the policy that was named.',
    fix: 'Add the file to the default branch, or give an empty path if you do not want it.',
  },
  'config-invalid': {
    verdict: 'fail',
    means:
      'The rule file or the policy cannot be read: each problem is shown with its line and column. Or no rule can give any of the labels, so no change could ever require a proof.',
    fix: 'Correct the lines or names that the message shows. To use only the labels on the pull request, give an empty `config-path`.',
  },
})
