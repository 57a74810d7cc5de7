import { defineReasons } from '@suite/errors'

/** How a run that reads or writes releases can end, in addition to the reasons of every use of a forge. */
export const releaseReasons = defineReasons({
  'release-immutable': {
    verdict: 'fail',
    means: 'The release is immutable: the forge changes neither its tag nor its assets.',
    fix: 'Release under a new version. Files can be added to a release only while it is a draft.',
  },
  'tag-burnt': {
    verdict: 'fail',
    means: 'An immutable release had this tag before. The forge never accepts the name again.',
    fix: 'Release under a new version: deleting the old release or its tag does not free the name.',
  },
  'tag-creation-blocked': {
    verdict: 'fail',
    means: 'A rule of the repository does not let this token create the tag.',
    fix: 'Let the app or user of the token bypass the rule for tags, or give a token that may create the tag.',
  },
  'tag-exists': {
    verdict: 'fail',
    means: 'The tag that the action was creating exists already.',
    fix: 'Check which commit the tag points to. If it is the right one, run again: an existing tag is used as it is.',
  },
  'workflow-files-changed': {
    verdict: 'fail',
    means:
      'The workflow files of the commit differ from those of the default branch. For such a commit, the token of a job may create neither a release nor a tag, and GitHub answers as if the repository were missing.',
    fix: 'Push the tag by hand first, or release a commit with the workflow files of the default branch, or give a token that may write workflows.',
  },
  'release-exists': {
    verdict: 'fail',
    means: 'The forge already has a release for this tag.',
    fix: 'Release under a new version, or finish or delete the existing release.',
  },
  'release-body-too-long': {
    verdict: 'fail',
    means: 'The text of the release is longer than the forge accepts.',
    fix: 'Shorten the notes, for example to a link to the changelog.',
  },
  'release-not-draft': {
    verdict: 'fail',
    means: 'The action wanted to delete a draft, but the release is already published. It was not changed.',
    fix: 'Check who published it. If it is the right release, run again.',
  },
  'release-not-confirmed': {
    verdict: 'fail',
    means: 'The forge accepted a change of a release or a tag, but does not show the result.',
    fix: 'Look at the release and its tag, then run again.',
  },
  'release-feature-missing': {
    verdict: 'fail',
    means:
      'The forge does not support something that was asked for, such as generated notes or immutable releases on Gitea.',
    fix: 'Leave out the input that asks for it.',
  },
  'asset-exists': {
    verdict: 'fail',
    means: 'The release already has a file with this name. The action never replaces a file.',
    fix: 'Delete that file from the draft, then run again.',
  },
  'asset-unfinished': {
    verdict: 'fail',
    means:
      'The upload of a file was interrupted. The forge may keep a part of it under the name of the file.',
    fix: 'Run again: as long as the release is a draft, an incomplete file is deleted and uploaded again.',
  },
  'asset-renamed': {
    verdict: 'fail',
    means: 'The forge stored a file under another name.',
    fix: 'Use only letters, digits, `.`, `_` and `-` in the name, and no `.` at its beginning or end.',
  },
  'asset-differs': {
    verdict: 'fail',
    means: 'The forge stored other bytes of a file than were sent, or sends other bytes than it reports.',
    fix: 'Run again. If it happens again, look at what is between the runner and the forge, such as a proxy.',
  },
  'upload-origin-foreign': {
    verdict: 'fail',
    means:
      'The forge names an address for uploads that does not belong to its API. The token and the file were not sent there.',
    fix: 'Look at what is between the runner and the forge: something changes its answers.',
  },
})
