import { defineReasons } from '@suite/errors'

/** The reasons why a release can fail. */
export const releaseReasons = defineReasons({
  usage: { verdict: 'fail', means: 'The options are wrong.', fix: 'Read the usage.' },
  'release-refused': {
    verdict: 'fail',
    means: 'The repository is not in a state to release.',
    fix: 'Correct what the message names.',
  },
  'pin-invalid': {
    verdict: 'fail',
    means: 'A template refers to an action in a way that cannot be pinned.',
    fix: 'Write uses: org/actions/<name>@v<major> in the template.',
  },
  'release-missing': {
    verdict: 'fail',
    means: 'The remote does not have a release of this version.',
    fix: 'Release the version first.',
  },
  'push-refused': { verdict: 'fail', means: 'Nothing was published.', fix: 'Read the output of git.' },
  'push-unconfirmed': {
    verdict: 'fail',
    means: 'The push was accepted, but the remote shows something else.',
    fix: 'Look at the refs that the message names.',
  },
  'git-failed': { verdict: 'fail', means: 'Git failed.', fix: 'Read the output of git.' },
})
