import { defineReasons } from '@suite/errors'

/** How a run can end because of the files that describe a release. */
export const releaseAssetsReasons = defineReasons({
  'manifest-invalid': {
    verdict: 'fail',
    means:
      'The manifest of the release is not one that this version reads. Every problem is listed with its place.',
    fix: 'Publish the manifest as deno-multi-target-compile wrote it, together with the files of the same run.',
  },
  'sums-invalid': {
    verdict: 'fail',
    means: 'A file of SHA-256 sums is in no known form, is empty, or has two sums for one name.',
    fix: 'Write one line for each file, as `sha256sum` does: the sum, two spaces, the name.',
  },
})
