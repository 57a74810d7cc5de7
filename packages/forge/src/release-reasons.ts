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
    means: 'The tag that was to be created exists already.',
    fix: 'Look at where the tag points. If it is the right commit, run again: an existing tag is used as it is.',
  },
  'workflow-files-changed': {
    verdict: 'fail',
    means:
      'The commit has other workflow files than the default branch. GitHub then lets the token of a job create neither a release nor a tag there, and answers as if the repository were missing.',
    fix: 'Push the tag by hand first, or release a commit with the workflow files of the default branch, or give a token that may write workflows.',
  },
  'release-exists': {
    verdict: 'fail',
    means: 'The forge has a release of this tag already.',
    fix: 'Release under a new version, or finish or delete the release that is there.',
  },
  'release-body-too-long': {
    verdict: 'fail',
    means: 'The text of the release is longer than the forge accepts.',
    fix: 'Shorten the notes, for example to a link to the changelog.',
  },
  'release-not-draft': {
    verdict: 'fail',
    means: 'A release that was to be deleted as a draft is published. It was left as it is.',
    fix: 'Look at who published it. Run again if it is the right one.',
  },
  'release-not-confirmed': {
    verdict: 'fail',
    means: 'The forge accepted a change of a release or a tag, but its answer does not show the result.',
    fix: 'Look at the release and its tag, then run again.',
  },
  'release-feature-missing': {
    verdict: 'fail',
    means:
      'The forge does not have what was asked for, such as generated notes or immutable releases on Gitea.',
    fix: 'Leave out the input that asks for it.',
  },
  'asset-exists': {
    verdict: 'fail',
    means: 'The release has a file of this name already. A file is never replaced.',
    fix: 'Delete that file of the draft, then run again.',
  },
  'asset-unfinished': {
    verdict: 'fail',
    means:
      'The upload of a file was interrupted. The forge may keep a part of it under the name of the file.',
    fix: 'Run again: a file that is not whole is deleted and sent again, as long as the release is a draft.',
  },
  'asset-renamed': {
    verdict: 'fail',
    means: 'The forge stored a file under another name.',
    fix: 'Use only letters, digits, `.`, `_` and `-` in the name, and no `.` at its beginning or end.',
  },
  'asset-differs': {
    verdict: 'fail',
    means: 'The forge has other bytes of a file than were sent, or sends other bytes than it says it has.',
    fix: 'Run again. If it stays so, look at what stands between the runner and the forge, such as a proxy.',
  },
  'upload-origin-foreign': {
    verdict: 'fail',
    means:
      'The forge names an address for uploads that does not belong to its API. The token and the file were not sent there.',
    fix: 'Look at what stands between the runner and the forge: something changes its answers.',
  },
})
