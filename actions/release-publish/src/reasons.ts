import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  published: {
    verdict: 'pass',
    means:
      'This run published the release, and then read back the release, its tag and every file. They equal the manifest.',
  },
  'already-published': {
    verdict: 'pass',
    means:
      'An earlier attempt or a person had published the release, and it equals the manifest. This run wrote at most the last section of its notes.',
  },
  planned: {
    verdict: 'skip',
    means: 'A dry run: the release can be published as the log shows. Nothing was written.',
  },
  'tag-version-differs': {
    verdict: 'fail',
    means: '`tag` does not name the version of the manifest.',
    fix: 'Correct `tag`: write the version, such as `v1.2.3` or `1.2.3`, or put a prefix such as `kato-` or `kato@` before it.',
  },
  'prerelease-unmarked': {
    verdict: 'fail',
    means: 'The version is a prerelease such as `1.2.3-rc.1`, but `prerelease` is false.',
    fix: 'Set `prerelease: true`, or build a version without the part after the hyphen.',
  },
  'commit-differs': {
    verdict: 'fail',
    means: '`ref` is not the commit of the manifest, so the files were built from something else.',
    fix: 'Release the commit that was built: pass the same commit to both steps, or build again.',
  },
  'commit-not-on-default-branch': {
    verdict: 'fail',
    means: 'The commit is not on the default branch, so it may never have been reviewed.',
    fix: 'Merge it first, then release the commit on the default branch.',
  },
  'files-differ': {
    verdict: 'fail',
    means:
      'The files next to the manifest differ from those that the manifest and SHA256SUMS list: a file is missing, additional, empty, changed or a symlink, or has a name that a forge would change. Every difference is listed. Nothing was sent.',
    fix: 'Build again and pass on all files unchanged. Compare the artifact of the build job with what was downloaded.',
  },
  'attestation-differs': {
    verdict: 'fail',
    means:
      'A bundle in `attestations` cannot be read, is about a file that is not part of the release, or names another repository or commit; or a file of the release has no bundle.',
    fix: 'Attest the files that SHA256SUMS lists, and SHA256SUMS itself, and pass the bundles of the same build.',
  },
  'notes-unusable': {
    verdict: 'fail',
    means: 'The file in `notes-path` cannot be read, is empty, or contains the hidden marks of this action.',
    fix: 'Correct `notes-path` or the file.',
  },
  'notes-start-missing': {
    verdict: 'fail',
    means: '`notes-from` is not a tag of this repository, or not an ancestor of the commit.',
    fix: 'Name a tag that this commit comes after, or leave `notes-from` empty.',
  },
  'release-exists': {
    verdict: 'fail',
    means: 'The tag already has a published release. The action never replaces a published file.',
    fix: 'Release a new version. To let a repeated run pass if that release equals the manifest, set `existing: resume`.',
  },
  'published-differs': {
    verdict: 'fail',
    means:
      'The release is published, but differs from the manifest, its commit or an input. Every difference is listed. The action did not change the release.',
    fix: 'Warn the people who may have downloaded it, and release a new version.',
  },
  'draft-foreign': {
    verdict: 'fail',
    means:
      'The tag has a draft from another build or a person. It may contain their work, so nothing was written.',
    fix: 'Look at the draft. If nobody needs it, delete it and run again.',
  },
  'draft-changed': {
    verdict: 'fail',
    means:
      'While this run worked on its draft, somebody else deleted it, uploaded a file to it, or published it before it was complete.',
    fix: 'Find out who else writes to releases of this repository. Let only one workflow do so, then run again.',
  },
  'asset-foreign': {
    verdict: 'fail',
    means: 'The draft contains a file that is not part of this release. The file was not deleted.',
    fix: 'If nobody needs this file, delete it from the draft and run again.',
  },
  'tag-elsewhere': {
    verdict: 'fail',
    means: 'The tag exists and points to another commit. The action never moves a tag.',
    fix: 'Release a new version. If nobody has used the tag, delete it and run again.',
  },
  'tag-not-annotated': {
    verdict: 'fail',
    means: 'With `annotated-tag`, the tag must be annotated, but the existing tag is not.',
    fix: 'Leave `annotated-tag` out. Or, if nobody has used the tag, delete it and run again.',
  },
  'release-not-confirmed': {
    verdict: 'fail',
    means:
      'The forge accepted a write, but repeated reads do not show its result. The message names the write.',
    fix: 'Look at the release. Then run again with `existing: resume`, which finishes an unfinished release.',
  },
  'immutability-off': {
    verdict: 'fail',
    means:
      '`immutable: require` needs a repository that makes new releases immutable, but this one does not.',
    fix: 'Turn on release immutability in the settings of the repository or of its organization.',
  },
  'not-immutable': {
    verdict: 'fail',
    means: 'The release is published, but did not become immutable within `timeout`.',
    fix: 'Turn on release immutability in the settings of the repository, and release a new version.',
  },
  'release-not-attested': {
    verdict: 'fail',
    means:
      'The release is published and immutable. But within `timeout`, GitHub gave no attestation that names its tag, its commit and every digest.',
    fix: 'Run again later with `existing: resume`. If the attestation names something else, warn the people who may have downloaded the release.',
  },
  'latest-differs': {
    verdict: 'fail',
    means:
      'The release is published, but the latest release of the repository is not the one that `make-latest` asks for.',
    fix: 'Check whether another release was published in the meantime. If not, set the latest release by hand.',
  },
})
