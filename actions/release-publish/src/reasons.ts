import { defineReasons } from '@suite/errors'

/** The reasons of this action, in addition to those of the packages that it uses. */
export const reasons = defineReasons({
  published: {
    verdict: 'pass',
    means:
      'This run published the release. Then it read the release, its tag and every file back, and they equal the manifest.',
  },
  'already-published': {
    verdict: 'pass',
    means:
      'The release was published before, by an earlier attempt or by a person, and equals the manifest. Of the release, at most the last section of the notes was written.',
  },
  planned: {
    verdict: 'skip',
    means: 'A dry run: the release can be published as the log lists it, and nothing was written.',
  },
  'tag-version-differs': {
    verdict: 'fail',
    means: '`tag` does not name the version of the manifest.',
    fix: 'Correct `tag`: it is the version, such as `v1.2.3` or `1.2.3`, also after a prefix such as `kato-` or `kato@`.',
  },
  'prerelease-unmarked': {
    verdict: 'fail',
    means: 'The version is a prerelease such as `1.2.3-rc.1`, and `prerelease` is false.',
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
    fix: 'Merge it first, and release the commit that is on the default branch.',
  },
  'files-differ': {
    verdict: 'fail',
    means:
      'The files next to the manifest are not those that it and SHA256SUMS list: one is missing, too many, empty, changed, a symlink, or has a name that a forge would change. Every difference is listed. Nothing was sent.',
    fix: 'Build again, and hand all files on unchanged: compare the artifact of the job before with what was downloaded.',
  },
  'attestation-differs': {
    verdict: 'fail',
    means:
      'A bundle of `attestations` cannot be read, is about a file that is not part of the release, or no bundle is about one of its files.',
    fix: 'Attest the files that SHA256SUMS lists, and SHA256SUMS itself, and pass the bundles of the same build.',
  },
  'notes-unusable': {
    verdict: 'fail',
    means: 'The file of `notes-path` cannot be read, is empty, or holds the hidden marks of this action.',
    fix: 'Correct `notes-path`, or the file.',
  },
  'notes-start-missing': {
    verdict: 'fail',
    means: '`notes-from` is no tag of this repository, or is no ancestor of the commit.',
    fix: 'Name a tag that this commit comes after, or leave `notes-from` empty.',
  },
  'release-exists': {
    verdict: 'fail',
    means: 'The tag has a published release. A published file is never replaced.',
    fix: 'Release a new version. To let a repeated run pass if that release equals the manifest, set `existing: resume`.',
  },
  'published-differs': {
    verdict: 'fail',
    means:
      'The release is published and differs from the manifest, its commit or an input. Every difference is listed. Nothing of it was changed.',
    fix: 'Warn those who may have downloaded it, and release a new version.',
  },
  'draft-foreign': {
    verdict: 'fail',
    means:
      'The tag has a draft that another build or a person made. It may hold work of theirs, so nothing was written.',
    fix: 'Look at the draft; delete it if nobody needs it, and run again.',
  },
  'draft-changed': {
    verdict: 'fail',
    means:
      'While this run worked on its draft, somebody else deleted it, uploaded a file to it, or published it before it was whole.',
    fix: 'Look who else writes to releases of this repository, and let only one workflow do so; then run again.',
  },
  'asset-foreign': {
    verdict: 'fail',
    means: 'The draft holds a file that is not part of this release. It was not deleted.',
    fix: 'Delete this file from the draft if nobody needs it, and run again.',
  },
  'tag-elsewhere': {
    verdict: 'fail',
    means: 'The tag exists and points to another commit. It is never moved.',
    fix: 'Release a new version. If nobody has used the tag, delete it and run again.',
  },
  'tag-not-annotated': {
    verdict: 'fail',
    means: 'With `annotated-tag`, the tag must be annotated, and the one that exists is not.',
    fix: 'Leave `annotated-tag` out; or, if nobody has used the tag, delete it and run again.',
  },
  'release-not-confirmed': {
    verdict: 'fail',
    means:
      'The forge accepted a write, but repeated reads do not show the result. The message names the write.',
    fix: 'Look at the release; then run again with `existing: resume`, which finishes what is unfinished.',
  },
  'immutability-off': {
    verdict: 'fail',
    means:
      'With `immutable: require`, new releases must become immutable, and the repository does not do this.',
    fix: 'Turn on release immutability in the settings of the repository or of its organization.',
  },
  'not-immutable': {
    verdict: 'fail',
    means: 'The release is published, and it did not become immutable within `timeout`.',
    fix: 'Turn on release immutability in the settings of the repository, and release a new version.',
  },
  'release-not-attested': {
    verdict: 'fail',
    means:
      'The release is published and immutable, but GitHub gave no attestation of it within `timeout`, or one that does not name its tag, its commit and every digest.',
    fix: 'Run again with `existing: resume` after a while. If the attestation names something else, warn those who may have downloaded the release.',
  },
  'latest-differs': {
    verdict: 'fail',
    means: 'The release is published, but which release is the latest one is not as `make-latest` says.',
    fix: 'Look whether another release was published meanwhile; if not, set the latest release by hand.',
  },
})
